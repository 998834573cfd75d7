#pragma once

#include <cutpoint/rapidcheck/state_check.hpp>

#include <memory>
#include <string>
#include <vector>

/// The primitives of zoo bugs as machines: commands and a sequential model, and no scenario.
namespace cutpoint::zoo::machines {

/// A primitive as it was and as it was mended, with the same commands and model.
struct subject {
  std::string id;        ///< of the bug: `CB01`
  std::string smallest;  ///< the smallest script that shows the bug
  std::shared_ptr<const rapidcheck::scripted> buggy;
  std::shared_ptr<const rapidcheck::scripted> fixed;
  stop_modes modes = {stop_mode::edge};
  std::uint32_t early_timers = 0;
};

std::vector<subject> locks();
/// And what is like them.
std::vector<subject> semaphores();
/// And queues.
std::vector<subject> pools();

}  // namespace cutpoint::zoo::machines
