// Runs in a worker. Everything here is called from signal handlers or shortly before the end, so it
// allocates nothing and calls nothing that takes locks.

#include "death_handlers.hpp"

#include "worker.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <exception>

// Of gcov, where the build measures coverage: without it a child that leaves by _exit counts
// nothing.
extern "C" [[gnu::weak]] void __gcov_dump(void);
// Of the sanitizers, which leave the process without a signal and without exit handlers.
extern "C" [[gnu::weak]] void __sanitizer_set_death_callback(void (*callback)(void));

namespace cutpoint {
namespace {

shared_state* state_of_worker = nullptr;
const kernel* kernel_of_worker = nullptr;
std::uint64_t progress_last_seen = 0;
unsigned ticks_without_progress = 0;
constexpr unsigned ticks_to_hang = 4;

void blame(death_cause cause) {
  shared_state& s = *state_of_worker;
  if (s.cause == death_cause::none || s.cause == death_cause::exited) s.cause = cause;
  if (kernel_of_worker == nullptr) return;
  s.step = kernel_of_worker->steps();
  s.in_task = kernel_of_worker->in_task();
  if (s.in_task) s.task = static_cast<std::uint32_t>(kernel_of_worker->current().id);
}

void on_deadly_signal(int number, siginfo_t* info, void*) {
  state_of_worker->signal_number = number;
  const bool overflow =
      number == SIGSEGV && kernel_of_worker != nullptr && kernel_of_worker->guards(info->si_addr);
  blame(overflow ? death_cause::stack_overflow : death_cause::signal);
  leave_worker(died_with_cause);
}

void on_tick(int) {
  if (kernel_of_worker == nullptr) return;
  const std::uint64_t progress = state_of_worker->runs + kernel_of_worker->choices();
  state_of_worker->progress = progress;
  ticks_without_progress = progress == progress_last_seen ? ticks_without_progress + 1 : 0;
  progress_last_seen = progress;
  if (ticks_without_progress < ticks_to_hang) return;
  blame(death_cause::hung);
  leave_worker(died_with_cause);
}

void keep_words(const char* words) {
  auto& said = state_of_worker->said;
  std::strncpy(said.data(), words, said.size() - 1);
}

[[noreturn]] void on_terminate() {
  if (const std::exception_ptr error = std::current_exception()) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& e) {
      keep_words(e.what());
    } catch (...) {
      keep_words("not a std::exception; a stop, if the frame that it met is noexcept");
    }
  }
  blame(death_cause::terminated);
  leave_worker(died_with_cause);
}

void on_sanitizer_death() { blame(death_cause::exited); }

void on_leaving(int status, void*) {
  state_of_worker->signal_number = status;
  blame(death_cause::exited);
  leave_worker(died_with_cause);
}

}  // namespace

void watch_kernel(const kernel& watched) { kernel_of_worker = &watched; }

void install_death_handlers(shared_state& state, std::chrono::milliseconds hang_after) {
  state_of_worker = &state;
  kernel_of_worker = nullptr;  // what a search in the parent's own process left behind
  state.cause = death_cause::none;
  state.in_task = false;
  state.step = 0;
  state.said[0] = '\0';
  static std::byte handler_stack[64 * 1024];
  const stack_t alternative = {
      .ss_sp = handler_stack, .ss_flags = 0, .ss_size = sizeof handler_stack};
  sigaltstack(&alternative, nullptr);
  struct sigaction action = {};
  action.sa_sigaction = on_deadly_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS})
    sigaction(number, &action, nullptr);
  std::set_terminate(on_terminate);
  on_exit(on_leaving, nullptr);
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(on_sanitizer_death);

  struct sigaction tick = {};
  tick.sa_handler = on_tick;
  tick.sa_flags = SA_RESTART | SA_ONSTACK;
  sigaction(SIGVTALRM, &tick, nullptr);
  const auto period = std::chrono::microseconds(hang_after) / ticks_to_hang;
  const timeval interval = {.tv_sec = period.count() / 1'000'000,
                            .tv_usec = period.count() % 1'000'000};
  const itimerval timer = {.it_interval = interval, .it_value = interval};
  setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

void leave_worker(int status) {
  if (__gcov_dump != nullptr) __gcov_dump();
  _exit(status);
}

}  // namespace cutpoint
