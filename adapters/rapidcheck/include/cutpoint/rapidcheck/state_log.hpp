#pragma once

#include <cutpoint/rapidcheck/history.hpp>
#include <cutpoint/rapidcheck/state_script.hpp>

#include <any>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cutpoint::rapidcheck {

/// What the tasks of a script did in a run: a history, and what each operation was and gave.
class state_log {
 public:
  /// What an operation was. That a task leaves, giving back what it holds, is one too.
  struct entry {
    const state_call* call = nullptr;  ///< null: the task leaves
    std::any result = {};              ///< empty where it gave none
    std::string shown = {};            ///< the result in print
  };

  /// Begins an operation. Returns: its number.
  std::uint32_t begin(caller who, const state_call* call);
  void end(std::uint32_t number, operation_end how);  ///< Notes how operation `number` ended.
  entry& operator[](std::uint32_t number) { return entries_[number]; }
  const entry& operator[](std::uint32_t number) const { return entries_[number]; }
  /// All operations, in the order in which they began.
  std::span<const operation> history() const { return operations_; }

  /// Returns: what happened, in columns, a task each: a line where something begins or ends.
  std::string columns() const;
  /// Returns: the operations `numbers` in words: `A: push(1), B: pop`.
  std::string in_words(std::span<const std::uint32_t> numbers) const;

 private:
  std::string text_of(std::uint32_t number) const;
  std::string end_of(std::uint32_t number) const;

  std::vector<operation> operations_;
  std::vector<entry> entries_;
  std::uint32_t moment_ = 0;
};

}  // namespace cutpoint::rapidcheck
