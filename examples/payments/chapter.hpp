#pragma once

#include <cutpoint/check.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace payments {

/// What a check has to find, and in which part of the search.
struct expectation {
  cutpoint::finding_identity what;
  cutpoint::search_phase phase = cutpoint::search_phase::sweep;
};

/// A stop that a fix does not survive, and what is found then.
struct weakness {
  cutpoint::stop_mode mode;
  expectation finds;
};

/// One way to write the service, and what a check has to say of it.
struct version {
  std::string name;  ///< `a_connection_kept/bug`
  cutpoint::program program;
  /// With which stops it is checked; a fix declares to survive these.
  cutpoint::stop_modes modes;
  /// None: it passes, and the whole search is made.
  std::optional<expectation> finds = {};
  /// Of a fix: the modes that it does not declare.
  std::vector<weakness> weak_against = {};
  /// At most so many pairs of deviations are tried.
  std::uint64_t pairs = cutpoint::options{}.depth_runs;
};

/// A bug and its fixes.
struct chapter {
  std::string title;
  std::vector<version> versions;
};

inline constexpr cutpoint::stop_modes every_mode = {
    cutpoint::stop_mode::edge, cutpoint::stop_mode::level, cutpoint::stop_mode::drop,
    cutpoint::stop_mode::request};

/// Returns: how a check of `v` is made: as by default, but for what `v` says.
cutpoint::options options_of(const version& v);

/// Returns: the same for a check that is to show the weakness `w` of `v`.
cutpoint::options options_of(const version& v, const weakness& w);

/// Returns: what is not as it should be about the report of a check of `v` that was made by `how`;
/// empty if nothing is. Where `how` has a budget, the search may have been ended by it.
std::string complaint_about(const version& v, const cutpoint::options& how,
                            const cutpoint::report& r);

/// Returns: the same about a check that was to show the weakness `w`.
std::string complaint_about(const weakness& w, const cutpoint::report& r);

}  // namespace payments
