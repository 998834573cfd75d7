#pragma once

#include <cutpoint/check/progress.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace cutpoint::cli {

/// Shows how far test binaries have come: on a terminal one line that is drawn again and again, in
/// a log a line for each test that has ended.
class progress_display {
 public:
  /// `to` stays open while this lives.
  explicit progress_display(std::FILE* to);
  ~progress_display();
  progress_display(const progress_display&) = delete;
  progress_display& operator=(const progress_display&) = delete;

  /// `which` of `count` binaries is running, from 1.
  void begin_binary(std::string_view name, std::size_t which, std::size_t count);
  /// Takes a line that a test binary wrote; others are passed over.
  void hear(std::string_view line);

 private:
  std::string in_words(const search_progress& p);
  void redraw(const std::string& line);
  void clear();

  std::FILE* to_;
  bool is_terminal_;
  bool drawn_ = false;
  std::string which_;  ///< `[1/3] `
  std::string test_;
  std::chrono::steady_clock::time_point test_began_;
};

}  // namespace cutpoint::cli
