// A timer on the processor time of the whole process: a loop that spends its time in the system
// counts, and a process that others keep from the processor does not.

#include "watchdog.hpp"

#include "dying.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

// glibc has no name for the thread that a timer's signal goes to.
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

namespace cutpoint {
namespace {

constexpr int alarm_signal = SIGVTALRM;
constexpr unsigned ticks_to_hang = 20;
constexpr unsigned ticks_to_hang_again = 2;    // where the same is known to happen
constexpr unsigned ticks_while_growing = 200;  // memory is about to end such a run
constexpr std::uint64_t growing = 16 * 1024 * 1024;

struct watch {
  std::uint64_t max_memory = 0;
  std::uint64_t page = 4096;
  int memory_file = -1;
  std::uint64_t memory_at_start = 0;
  std::uint64_t memory_at_progress = 0;
  std::uint64_t memory_at_last_look = 0;
  std::uint64_t memory_before_run = 0;  ///< as far as it is known
  std::uint64_t run = 0;
  std::uint64_t progress = 0;
  unsigned ticks_without_progress = 0;
};
watch watching;

// Returns: bytes in memory, 0 where the system does not tell.
std::uint64_t resident() {
  std::array<char, 128> text{};
  const ssize_t n = pread(watching.memory_file, text.data(), text.size() - 1, 0);
  std::uint64_t pages = 0;
  const char* c = n > 0 ? text.data() : "";
  while (*c != '\0' && *c != ' ') ++c;
  while (*c == ' ') ++c;
  for (; *c >= '0' && *c <= '9'; ++c) pages = pages * 10 + static_cast<std::uint64_t>(*c - '0');
  return pages * watching.page;
}

bool eats_memory(std::uint64_t memory) {
  return watching.max_memory != 0 && memory > watching.memory_at_start + watching.max_memory;
}

bool hangs(std::uint64_t memory, bool known) {
  unsigned patience = known ? ticks_to_hang_again : ticks_to_hang;
  if (watching.max_memory != 0 && memory > watching.memory_at_progress + growing)
    patience = ticks_while_growing;
  return watching.ticks_without_progress >= patience;
}

void look(const kernel& runs, std::uint64_t run, std::uint64_t memory) {
  const std::uint64_t progress = run + runs.choices() + runs.steps();
  // Where several runs were made since the last look, nobody knows which of them took the memory.
  if (run != watching.run)
    watching.memory_before_run = run > watching.run + 1 ? memory : watching.memory_at_last_look;
  watching.run = run;
  watching.memory_at_last_look = memory;
  if (progress != watching.progress) {
    watching.progress = progress;
    watching.ticks_without_progress = 0;
    watching.memory_at_progress = memory;
  } else {
    ++watching.ticks_without_progress;
  }
}

void on_alarm(int, siginfo_t* info, void*) {
  if (!in_worker()) return;
  if (info->si_code != SI_TIMER) die_of(death_cause::blocked);
  const kernel* const runs = kernel_of_worker();
  if (runs == nullptr || find_this_kernel() == nullptr) return;
  shared_state& state = state_of_worker();
  const std::uint64_t memory = resident();
  look(*runs, state.runs, memory);
  state.progress = watching.progress;
  if (eats_memory(memory)) {
    const bool half_gone_before =
        watching.memory_before_run > watching.memory_at_start + watching.max_memory / 2;
    die_of(half_gone_before ? death_cause::worn : death_cause::out_of_memory);
  }
  death_record here;
  if (state.hangs.count > 0) write_path(here);
  if (hangs(memory, state.hangs.contains(here.task()))) die_of(death_cause::hung);
}

void say(std::string_view text) {
  [[maybe_unused]] const ssize_t n = write(STDERR_FILENO, text.data(), text.size());
}

void on_alarm_of_replay(int, siginfo_t*, void*) {
  const kernel* const runs = find_this_kernel();
  if (runs == nullptr) return;
  const std::uint64_t memory = resident();
  look(*runs, 0, memory);
  if (eats_memory(memory)) {
    say("the run is out of memory: see options::max_memory\n");
    std::abort();
  }
  if (!hangs(memory, false)) return;
  say("the run goes on and on without coming to a suspension point: stopped here\n");
  std::abort();
}

timer_t start(const worker_limits& limits, std::chrono::nanoseconds hang_after,
              void (*handler)(int, siginfo_t*, void*)) {
  watching = {};
  watching.max_memory = limits.max_memory;
  watching.page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  watching.memory_file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  watching.memory_at_start = watching.memory_at_last_look = resident();
  struct sigaction action = {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
  sigaction(alarm_signal, &action, nullptr);
  sigevent notice = {};
  notice.sigev_notify = SIGEV_THREAD_ID;
  notice.sigev_signo = alarm_signal;
  notice.sigev_notify_thread_id = gettid();
  timer_t timer = nullptr;
  if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &notice, &timer) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot watch over a run");
  const auto period =
      std::max<std::chrono::nanoseconds>(hang_after / ticks_to_hang, std::chrono::milliseconds(1));
  const timespec every = {.tv_sec = period.count() / 1'000'000'000,
                          .tv_nsec = period.count() % 1'000'000'000};
  const itimerspec times = {.it_interval = every, .it_value = every};
  timer_settime(timer, 0, &times, nullptr);
  return timer;
}

}  // namespace

void start_watchdog(const worker_limits& limits) {
  start(limits, limits.hang_after, on_alarm);
  watching.run = state_of_worker().runs;
}

void call_watchdog(int worker) { syscall(SYS_tgkill, worker, worker, alarm_signal); }

replay_watchdog::replay_watchdog(const worker_limits& limits)
    : timer_(start(limits, limits.hang_after * 10, on_alarm_of_replay)) {}

replay_watchdog::~replay_watchdog() {
  timer_delete(timer_);
  signal(alarm_signal, SIG_IGN);  // one may be on its way
  close(watching.memory_file);
}

}  // namespace cutpoint
