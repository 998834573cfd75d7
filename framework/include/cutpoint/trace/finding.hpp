#pragma once

#include <cutpoint/trace/run_size.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint {

/// Who complains about a run, in the order in which findings of one run are ranked.
enum class oracle : std::uint8_t {
  death,
  not_deterministic,
  double_release,
  invariant,
  unhandled_exception,
  suspended_after_stop,
  deadlock,
  leak,
  orphan,
  swallowed_stop,
  ignored_stop,
  foreign_stop,
  livelock,
  nothing_explored,
};

/// Returns: the oracle's name in words, as reports print it: "double release".
std::string_view name_of(oracle o);
/// Returns: the oracle of that name; nothing where `text` is none.
std::optional<oracle> find_oracle(std::string_view text);

/// What makes two findings the same: their oracle, its subject (a kind of resource, an operation
/// label, an invariant's name) and the task's path without ordinals.
struct finding_identity {
  oracle by = oracle::death;  ///< who complains
  std::string subject;        ///< the kind of resource, or the site
  std::string task;           ///< its path, without ordinals

  friend bool operator==(const finding_identity&, const finding_identity&) = default;
  friend auto operator<=>(const finding_identity&, const finding_identity&) = default;
};

/// An oracle's complaint about one run.
struct finding {
  finding_identity identity;       ///< what two runs to the same finding have in common
  std::string message;             ///< one sentence, for the head of a report
  std::vector<std::string> notes;  ///< further lines: a wait-for graph, what is still held
  /// What had been made of the run when it was certain: all of it where only its end tells.
  run_size within = {};

  friend bool operator==(const finding&, const finding&) = default;
};

/// Returns: `path` with every `#2` taken out: `main/notify#2/db` gives `main/notify/db`.
std::string without_ordinals(std::string_view path);

}  // namespace cutpoint
