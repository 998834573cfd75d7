#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {

/// The number of a task of a script; 0 is the first column in print.
enum class caller : std::uint32_t {};

/// What becomes of a command that a stop ends.
enum class when_stopped : std::uint8_t {
  done_or_not,  ///< it has taken effect, wholly, or it has not
  not_done,     ///< it promises that it has not: who was stopped in a `receive` has taken nothing
};

/// Thrown by a command whose object says that a stop came first, and that nothing was done: so it
/// is told where a stop throws nothing by itself, as in the mode `request`. The script of its task
/// ends there.
struct gave_up {};

/// A command with its argument, as it stands in a script: `push(2)`. Shared, never changed.
class state_call {
 public:
  virtual ~state_call() = default;
  state_call(const state_call&) = delete;
  state_call& operator=(const state_call&) = delete;

  const std::string& text() const { return text_; }  ///< the call as people read it
  when_stopped stopped() const { return stopped_; }  ///< what a stop may do to it

 protected:
  /// Makes a call that is told as `text`.
  state_call(std::string text, when_stopped stopped) : text_(std::move(text)), stopped_(stopped) {}

 private:
  std::string text_;
  when_stopped stopped_;
};

/// A command that scripts may share.
using state_call_ptr = std::shared_ptr<const state_call>;

/// What each task calls, in this order.
using state_script = std::vector<std::vector<state_call_ptr>>;

/// How large a script is; the smaller one has fewer commands, then fewer tasks.
struct script_size {
  std::size_t commands = 0;  ///< how many calls
  std::size_t tasks = 0;     ///< by how many tasks

  friend auto operator<=>(const script_size&, const script_size&) = default;
};

/// Returns: how large `s` is.
script_size size_of(const state_script& s);

/// Returns: `s` as a line: `acquire, release | acquire`.
std::string line_of(const state_script& s);
/// Returns: the script that `line` is, of calls of `alphabet`; nothing where it is none.
std::optional<state_script> script_of(std::string_view line,
                                      std::span<const state_call_ptr> alphabet);
/// Returns: `s` in columns, a task each, headed by the tasks' names.
std::string columns_of(const state_script& s);
/// Returns: the name of a task of a script: `A`, `B` and so on.
std::string name_of(caller c);

/// The scripts of one size whose calls are all of `alphabet`, one after another. The first has the
/// longest first part, and everywhere the call that comes first in the alphabet.
class scripts_of_size {
 public:
  /// Returns: all scripts of that size over `alphabet`, the simplest first.
  scripts_of_size(std::span<const state_call_ptr> alphabet, script_size wanted);

  /// Makes the next one. Returns: false where there is none.
  bool next();
  /// Returns: the one that was made.
  state_script script() const;

 private:
  bool next_lengths();

  std::span<const state_call_ptr> alphabet_;
  std::vector<std::size_t> lengths_;  ///< of each task's part; all are positive
  std::vector<std::size_t> letters_;  ///< of all parts
  bool begun_ = false;
};

}  // namespace cutpoint::rapidcheck
