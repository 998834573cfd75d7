// Runs in a worker. Everything here is called from signal handlers or shortly before the end, so it
// allocates nothing and calls nothing that takes locks.

#include "death_handlers.hpp"

#include "dying.hpp"

#include <cutpoint/kernel/cancelled.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <pthread.h>
#include <signal.h>
#include <ucontext.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>

// Of the sanitizers, which leave the process without a signal and without exit handlers.
extern "C" [[gnu::weak]] void __sanitizer_set_death_callback(void (*callback)(void));

// Called by AddressSanitizer before it writes its report, which takes longer than many runs.
extern "C" void __asan_on_error(void);
extern "C" void __asan_on_error(void) {
  using namespace cutpoint;
  if (in_worker() && state_of_worker().probing) die_of(death_cause::sanitizer);
}

namespace cutpoint {
namespace {

constexpr std::uintptr_t below_a_stack = 1024 * 1024;  // what the system keeps free there
constexpr std::uintptr_t frame_at_the_end = 64 * 1024;

std::uintptr_t end_of_home_stack = 0;

void find_home_stack() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void* lowest = nullptr;
  std::size_t size = 0;
  if (pthread_attr_getstack(&attributes, &lowest, &size) == 0)
    end_of_home_stack = reinterpret_cast<std::uintptr_t>(lowest);
  pthread_attr_destroy(&attributes);
}

// Null where it is not known how to ask for it.
const void* stack_pointer([[maybe_unused]] const void* at_fault) {
#if defined(__x86_64__)
  return reinterpret_cast<const void*>(
      static_cast<const ucontext_t*>(at_fault)->uc_mcontext.gregs[REG_RSP]);
#elif defined(__aarch64__)
  return reinterpret_cast<const void*>(static_cast<const ucontext_t*>(at_fault)->uc_mcontext.sp);
#else
  return nullptr;
#endif
}

bool is_overflow(const void* touched, const void* at_fault) {
  const kernel* const runs = kernel_of_worker();
  if (runs != nullptr && (runs->guards(touched) || runs->guards(stack_pointer(at_fault))))
    return true;
  const auto address = reinterpret_cast<std::uintptr_t>(touched);
  return end_of_home_stack != 0 && address + below_a_stack >= end_of_home_stack &&
         address < end_of_home_stack + frame_at_the_end;
}

// Signals that a terminal sends to all its processes are nobody's doing either.
bool is_from_outside(int number, const siginfo_t& info) {
  const bool sent = info.si_code == SI_USER || info.si_code == SI_QUEUE || info.si_code == SI_TKILL;
  if (sent) return info.si_pid != getpid();
  return number == SIGINT || number == SIGQUIT || number == SIGHUP || number == SIGTERM;
}

void on_deadly_signal(int number, siginfo_t* info, void* at_fault) {
  if (!in_worker()) {  // but a process that the program forked
    signal(number, SIG_DFL);
    raise(number);
    return;
  }
  death_record& record = state_of_worker().death;
  if (record.cause == death_cause::none) {
    record.number = number;
    record.from_outside = is_from_outside(number, *info);
  }
  die_of(number == SIGSEGV && is_overflow(info->si_addr, at_fault) ? death_cause::stack_overflow
                                                                   : death_cause::signal);
}

death_cause cause_of(const std::exception_ptr& error) {
  // The first exception of two is still in flight when the second one has been caught.
  const bool meets_another = std::uncaught_exceptions() > 0;
  const kernel* const runs = kernel_of_worker();
  try {
    std::rethrow_exception(error);
  } catch (const cancelled&) {
    keep_words("a stop");
    return meets_another ? death_cause::double_exception : death_cause::stop_met_noexcept;
  } catch (const std::exception& e) {
    keep_words(e.what());
  } catch (...) {
    // What a drop throws has no name outside of its adapter.
    if (!meets_another && find_this_kernel() == runs && runs != nullptr && runs->in_task() &&
        runs->current().stop.dropping) {
      keep_words("a drop");
      return death_cause::stop_met_noexcept;
    }
    keep_words("an exception that is no std::exception");
  }
  return meets_another ? death_cause::double_exception : death_cause::terminated;
}

[[noreturn]] void on_terminate() {
  if (!in_worker()) std::abort();
  const std::exception_ptr error = std::current_exception();
  die_of(error ? cause_of(error) : death_cause::terminated);
}

void on_sanitizer_death() { blame(death_cause::sanitizer); }

void on_exit_called(int status, void*) {
  if (!in_worker()) return;
  state_of_worker().death.number = status;
  die_of(death_cause::exited);
}

// The status is known to whoever waits for this process.
void on_quick_exit() {
  if (!in_worker()) return;
  state_of_worker().death.number = -1;
  blame(death_cause::exited);
}

void handle_deadly_signals() {
  struct sigaction action = {};
  action.sa_sigaction = on_deadly_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS})
    sigaction(number, &action, nullptr);
  // These end a process unless somebody handles them, which the process may have done.
  for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR1, SIGUSR2,
                           SIGXCPU, SIGXFSZ, SIGPROF, SIGIO}) {
    struct sigaction present = {};
    sigaction(number, nullptr, &present);
    if ((present.sa_flags & SA_SIGINFO) == 0 && present.sa_handler == SIG_DFL)
      sigaction(number, &action, nullptr);
  }
}

}  // namespace

void install_death_handlers(shared_state& state) {
  be_mortal(state);
  find_home_stack();
  static std::byte handler_stack[64 * 1024];
  const stack_t alternative = {
      .ss_sp = handler_stack, .ss_flags = 0, .ss_size = sizeof handler_stack};
  sigaltstack(&alternative, nullptr);
  handle_deadly_signals();
  std::set_terminate(on_terminate);
  on_exit(on_exit_called, nullptr);
  std::at_quick_exit(on_quick_exit);
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(on_sanitizer_death);
}

}  // namespace cutpoint
