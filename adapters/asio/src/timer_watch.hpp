#pragma once

#include <cutpoint/kernel/virtual_clock.hpp>

#include <chrono>

namespace cutpoint::asio {

class world;

/// Makes the timers that Asio has armed timers of the kernel: of each of Asio's queues the first.
class timer_watch {
 public:
  explicit timer_watch(world& of);
  timer_watch(const timer_watch&) = delete;
  timer_watch& operator=(const timer_watch&) = delete;
  ~timer_watch() { stop(); }

  /// Looks what is first in each queue now. Requires: in a step, or at home.
  void look();
  /// Forgets the timers.
  void stop();
  bool any_armed() const { return steady_.armed() || system_.armed(); }

 private:
  template <class Clock>
  class first_of final : public timer {
   public:
    explicit first_of(world& of) : of_(&of) {}
    bool might_wait() const;
    void look();
    void stop();

   private:
    void fire() noexcept override;

    world* of_;
    void* queue_ = nullptr;
  };

  first_of<std::chrono::steady_clock> steady_;
  first_of<std::chrono::system_clock> system_;
};

}  // namespace cutpoint::asio
