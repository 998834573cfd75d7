#include "stall_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace cutpoint {
namespace {

struct activity {
  bool asleep = false;
  std::uint64_t processor_time = 0;  // clock ticks of the system
};

// The fields behind the command, which stands in parentheses and may hold anything.
activity activity_in(const std::string& stat_file) {
  std::ifstream file(stat_file);
  std::string text;
  std::getline(file, text);
  const std::size_t command_end = text.rfind(')');
  if (command_end == std::string::npos) return {};
  std::istringstream fields(text.substr(command_end + 1));
  std::string state;
  std::uint64_t user = 0;
  std::uint64_t system = 0;
  fields >> state;
  std::string skipped;
  for (int i = 0; i < 10; ++i) fields >> skipped;
  fields >> user >> system;
  return {.asleep = state == "S", .processor_time = user + system};
}

// A thread that could run, but is not let, makes all of them wait for good reason.
activity activity_of(int process) {
  activity all = activity_in(fmt::format("/proc/{}/stat", process));
  std::error_code ignored;
  for (const auto& thread :
       std::filesystem::directory_iterator(fmt::format("/proc/{}/task", process), ignored))
    if (all.asleep) all.asleep = activity_in(thread.path() / "stat").asleep;
  return all;
}

}  // namespace

stall_watch::stall_watch(int worker, const shared_state& state, std::chrono::milliseconds patience)
    : worker_(worker), state_(state), patience_(patience) {}

std::chrono::milliseconds stall_watch::glance() const {
  return std::clamp<std::chrono::milliseconds>(patience_ / 4, std::chrono::milliseconds(10),
                                               std::chrono::milliseconds(200));
}

bool stall_watch::look() {
  const std::uint64_t progress = state_.progress + state_.runs;
  const activity now = activity_of(worker_);
  const bool moves = progress != progress_ || now.processor_time != processor_time_ || !now.asleep;
  progress_ = progress;
  processor_time_ = now.processor_time;
  if (moves) reset();
  return clock::now() - idle_since_ >= patience_;
}

}  // namespace cutpoint
