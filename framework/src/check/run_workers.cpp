#include "run_workers.hpp"

#include "worker_process.hpp"

#include <poll.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <system_error>
#include <utility>

namespace cutpoint {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds glance{200};

class crew {
 public:
  crew(const std::vector<shared_state*>& states, const worker_limits& limits,
       const shared_work& shared)
      : limits_(limits), shared_(shared) {
    for (shared_state* const state : states) members_.push_back({state, start(*state)});
  }

  void run() {
    clock::time_point last_look = clock::now();
    while (!members_.empty()) {
      wait();
      std::vector<bool> gone(members_.size(), false);
      for (std::size_t i = 0; i < members_.size(); ++i)
        if (ready_[i].revents != 0) gone[i] = !listen(members_[i]);
      // A longer time is one in which nobody here listened, which no worker is to be blamed for.
      if (clock::now() - last_look >= glance) {
        last_look = clock::now();
        for (std::size_t i = 0; i < members_.size(); ++i)
          if (!gone[i]) gone[i] = !members_[i].process->look();
      }
      for (std::size_t i = members_.size(); i-- > 0;)
        if (gone[i]) end(i);
      if (shared_.goes_on && !shared_.goes_on()) return;
    }
  }

 private:
  struct member {
    shared_state* state;
    std::unique_ptr<worker_process> process;
  };

  std::unique_ptr<worker_process> start(shared_state& state) {
    return std::make_unique<worker_process>(
        state, limits_, [&](const message_sink& tell) { shared_.work(state, tell); });
  }

  void wait() {
    ready_.clear();
    for (const member& m : members_)
      ready_.push_back({.fd = m.process->readable(), .events = POLLIN, .revents = 0});
    if (poll(ready_.data(), ready_.size(), static_cast<int>(glance.count())) < 0 && errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "cannot listen to a worker");
  }

  bool listen(const member& m) {
    return m.process->listen([&](std::string_view message) { shared_.hear(*m.state, message); });
  }

  // What a worker told before it was killed, or before a process of its own kept the pipe open.
  void listen_to_the_rest(const member& m) {
    pollfd rest = {.fd = m.process->readable(), .events = POLLIN, .revents = 0};
    while (poll(&rest, 1, 0) > 0 && listen(m)) {
    }
  }

  void end(std::size_t i) {
    member& m = members_[i];
    listen_to_the_rest(m);
    if (shared_.ended(*m.state, m.process->finish()) == after_end::succeed)
      m.process = start(*m.state);
    else
      members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(i));
  }

  worker_limits limits_;
  const shared_work& shared_;
  std::vector<member> members_;
  std::vector<pollfd> ready_;
};

}  // namespace

void run_workers(const std::vector<shared_state*>& states, const worker_limits& limits,
                 const shared_work& shared) {
  crew(states, limits, shared).run();
}

}  // namespace cutpoint
