#pragma once

#include <string>

namespace cutpoint::cli {

/// What `cutpoint show` is asked for.
struct show_request {
  std::string file;         ///< a trace, or a report file
  std::string html;         ///< where to write a page; empty: print text
  bool emits_test = false;  ///< print a test that makes the run of the trace instead
};

/// Prints a trace in words, or writes it as a page. Where the report of its test lies beside it,
/// the story and the events are taken from there. Returns: 0. Errors: `bad_input`.
int show_file(const show_request& wanted);

}  // namespace cutpoint::cli
