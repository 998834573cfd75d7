#pragma once

#include <cutpoint/check.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace versions {

/// One version of an example's program, and how it is checked.
struct checked_version {
  std::string name;
  cutpoint::program program;
  cutpoint::options how;
  /// Gives what is not as it should be about the report of a check that was made by `how`, as the
  /// environment changed it; empty if nothing is.
  std::function<std::string(const cutpoint::options& how, const cutpoint::report&)> complaint_about;
};

/// Returns: a version of an example's own kind, with what `options_of` and `complaint_about` say of
/// it.
template <class Version>
checked_version checked(const Version& v) {
  return {.name = v.name,
          .program = v.program,
          .how = options_of(v),
          .complaint_about = [v](const cutpoint::options& how, const cutpoint::report& r) {
            return complaint_about(v, how, r);
          }};
}

/// Returns: `wanted`, as the environment changes it; traces go beside the folder of `executable`.
cutpoint::options with_environment(cutpoint::options wanted, std::string_view executable);

/// Returns: what a check came to, in a line.
std::string line_of(const cutpoint::report& r);

/// An executable that checks the versions of an example: all, or the one that is named, or with
/// CUTPOINT_REPLAY the one that a trace is of.
struct command {
  std::string name;     ///< of the executable
  std::string subject;  ///< what there are versions of: `a payment service`
  std::vector<checked_version> versions;
  /// Versions that are met in `show_all` only, whose traces can be replayed.
  std::vector<checked_version> further = {};
  /// Checks all of them, and says what was found. Returns: the exit code.
  std::function<int(std::string_view executable)> show_all;

  /// Returns: the exit code. 0 if all is as it should be, or what is replayed passes now; 1 if not;
  /// 2 where what was asked for makes no sense.
  int run(int argc, char** argv) const;

 private:
  int show_one(std::string_view version, std::string_view executable) const;
  int replay(const cutpoint::options& how) const;
};

}  // namespace versions
