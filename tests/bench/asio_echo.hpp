#pragma once

#include <cutpoint/program/program.hpp>

namespace cutpoint::bench {

/// A client of Boost.Asio's that says three things to a server and hears them back: 16 steps.
program asio_echo();
/// Returns: what the same session takes on an io_context, which is made for it. Units: nanoseconds.
double plain_asio_echo_ns();

}  // namespace cutpoint::bench
