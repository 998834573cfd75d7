#pragma once

#include "shared_state.hpp"
#include "stall_watch.hpp"
#include "worker.hpp"

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace cutpoint {

/// Owns an open file.
class descriptor {
 public:
  explicit descriptor(int number = -1) : number_(number) {}
  ~descriptor() { close(); }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  int get() const { return number_; }
  void close();
  /// Closes it and owns `number` instead.
  void reset(int number) {
    close();
    number_ = number;
  }

 private:
  int number_;
};

/// A forked process that works and tells. It does not outlive this object, nor the process that
/// made it, however that one ends.
class worker_process {
 public:
  /// Forks. `state` outlives it. Errors: `std::system_error`.
  worker_process(shared_state& state, const worker_limits& limits,
                 const std::function<void(const message_sink&)>& work);
  /// Kills the process where it has not ended.
  ~worker_process();
  worker_process(const worker_process&) = delete;
  worker_process& operator=(const worker_process&) = delete;

  /// Returns: the file that can be read when it has told something, or has ended.
  int readable() const { return messages_.get(); }
  /// Reads what it has told, and gives each message to `hear`. Returns: false if it has ended.
  /// Requires: `readable()` can be read.
  bool listen(const message_sink& hear);
  /// To be called once in a while. Returns: false if it has ended, or stood still for too long, for
  /// which it is killed.
  bool look();
  /// Waits for its end. Requires: `listen` or `look` gave false.
  worker_end finish();

 private:
  bool has_ended();
  void cut_output() const;
  void wake_up_and_kill();
  void kill_now();

  shared_state& state_;
  descriptor messages_;
  descriptor output_;
  pid_t process_ = 0;  ///< 0: it has ended
  int status_ = 0;
  std::string unfinished_;  ///< the start of a message
  bool stood_still_ = false;
  std::optional<stall_watch> watch_;
};

}  // namespace cutpoint
