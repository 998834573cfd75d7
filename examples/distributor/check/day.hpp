#pragma once

#include "../service/parts.hpp"

#include <cutpoint/program/program.hpp>

namespace distributor {

/// Returns: the program of a day of the service that is made as `made_as`: a client posts three
/// jobs and takes a result, another reads the stream of results, one more job comes from elsewhere,
/// and in the end somebody presses Ctrl-C. Two more are ready to press it at any time: a stop of
/// `main/ctrl_c` or `main/ctrl_c#2` is one press.
cutpoint::program a_day(design made_as = {});

}  // namespace distributor
