#pragma once

#include <cutpoint/check/options.hpp>
#include <cutpoint/trace/trace_file.hpp>

#include <string>
#include <variant>
#include <vector>

namespace cutpoint {

/// A file that holds a trace of a check, or is named as if it did.
struct trace_file {
  std::string path;                        ///< where it lies
  bool in_corpus = false;                  ///< whether it is a regression test
  std::variant<trace, std::string> holds;  ///< or why it holds none
};

/// Returns: the traces of the check called `wanted.name`, whatever input they were made from: those
/// of its corpus, then those that earlier checks left in the folder `wanted.out`, in the order of
/// their final names.
std::vector<trace_file> find_trace_files(const options& wanted);

/// Returns: the trace in the file that `CUTPOINT_REPLAY` names, or why there is none, with the
/// path.
std::variant<trace, std::string> read_replayed_trace(const std::string& path);

}  // namespace cutpoint
