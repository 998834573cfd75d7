// The ways in which a run can kill its process. Each is named right, with its last site; the search
// goes on to its end; and its trace leads to the same death in the process that replays it.

#include "unit/check/checking.hpp"

#include "files/temporary_folder.hpp"
#include "programs/deaths.hpp"

#include <cutpoint/kernel/address_sanitizer.hpp>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <limits>
#include <mutex>
#include <stdexcept>

namespace {

// A process that leaves from the stack of a fiber has no leaks of which to tell: what the stack of
// the thread holds is out of sight then.
bool leaves_from_a_fiber = false;

}  // namespace

// Asked by LeakSanitizer, where it is there, when a process leaves.
extern "C" int __lsan_is_turned_off();
extern "C" int __lsan_is_turned_off() { return leaves_from_a_fiber ? 1 : 0; }

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

void touch_behind_the_end_of_a_file() {
  const int file = memfd_create("empty", 0);
  void* const page = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0);
  [[maybe_unused]] const volatile char first = *static_cast<volatile char*>(page);
}

void divide_by_zero() { std::raise(SIGFPE); }

void fail_without_a_way_out() noexcept {
  const auto fail = [] { throw std::runtime_error("the disk is full"); };
  fail();
}

void wait_for_itself() {
  static std::mutex door;
  door.lock();
  door.lock();
}

struct way_to_die {
  const char* name;
  void (*die)();
  const char* subject;
  const char* sentence;  // a regular expression
  int signal = 0;        // of a process that replays it
  int status = 0;
};

void PrintTo(const way_to_die& way, std::ostream* to) { *to << way.name; }

const way_to_die ways[] = {
    {"segfault", programs::write_to_nowhere, "Segmentation fault",
     "died of signal 11 .Segmentation fault.", SIGSEGV},
    {"bus_error", touch_behind_the_end_of_a_file, "Bus error", "died of signal 7 .Bus error.",
     SIGBUS},
    {"arithmetic", divide_by_zero, "Floating point exception",
     "died of signal 8 .Floating point exception.", SIGFPE},
    {"illegal", [] { std::raise(SIGILL); }, "Illegal instruction",
     "died of signal 4 .Illegal instruction.", SIGILL},
    {"abort", std::abort, "Aborted", "died of signal 6 .Aborted.", SIGABRT},
    {"broken_pipe", [] { std::raise(SIGPIPE); }, "Broken pipe", "died of signal 13 .Broken pipe.",
     SIGPIPE},
    {"killed", [] { kill(getpid(), SIGKILL); }, "Killed", "died of signal 9 .Killed.", SIGKILL},
    {"noexcept", fail_without_a_way_out, "terminate", "std::terminate was called: the disk is full",
     SIGABRT},
    {"double_exception", programs::throw_twice, "double exception",
     "std::terminate was called, as an exception left a destructor while another one was in "
     "flight: the rollback failed",
     SIGABRT},
    {"pure_virtual", programs::call_a_pure_virtual_function, "pure virtual call",
     "called a pure virtual function", SIGABRT},
    {"stack_overflow", programs::overflow_the_stack, "stack overflow", "ran out of stack", SIGSEGV},
    {"large_frames", programs::overflow_the_stack_in_large_frames, "stack overflow",
     "ran out of stack", SIGSEGV},
    {"endless_loop", programs::run_on_and_on, "hang",
     "runs on and on without coming to a suspension point", SIGABRT},
    {"blocked", wait_for_itself, "blocked", "waits for something outside the run that never comes",
     SIGALRM},
    {"out_of_memory", programs::eat_memory, "out of memory",
     "takes more memory than a run may have .max_memory.", SIGABRT},
    {"exit", [] { std::exit(7); }, "exit", "left the process with status 7", 0, 7},
    {"exit_0", [] { std::exit(0); }, "exit", "left the process with status 0"},
    {"at_once", [] { _exit(0); }, "exit", "left the process with status 0"},
    {"quick_exit", [] { std::quick_exit(9); }, "exit", "left the process with status 9", 0, 9},
};

#ifdef CUTPOINT_ADDRESS_SANITIZER
void use_after_free() {
  int* volatile freed = new int(7);
  delete freed;
  *freed = 8;
}

void write_behind_an_array() {
  int numbers[4] = {};
  int* volatile end = numbers + 4;
  *end = 1;
}

void overflow_an_integer() {
  volatile int most = std::numeric_limits<int>::max();
  most = most + 1;
}

const way_to_die reported_ways[] = {
    {"use_after_free", use_after_free, "heap-use-after-free",
     "AddressSanitizer reported heap-use-after-free", 0, 1},
    {"stack_buffer_overflow", write_behind_an_array, "stack-buffer-overflow",
     "AddressSanitizer reported stack-buffer-overflow", 0, 1},
    {"undefined_behavior", overflow_an_integer, "undefined behavior",
     "UndefinedBehaviorSanitizer reported signed integer overflow: .*", 0, 1},
};
#endif

program dying(void (*die)()) {
  return make_program([die] {
    auto victim = spawn("victim", [die] {
      try {
        await(sleep_for(1s, "work"));
      } catch (const cancelled&) {
        die();
        throw;
      }
    });
    await(victim.join());
  });
}

options limited() {
  return sweep_only({.hang_after = 100ms, .blocked_after = 200ms, .max_memory = 64u << 20});
}

// Returns: how a process ends that replays `t`. No sanitizer speaks up in it.
int end_of_replay(const program& checked, const trace& t, bool waits_for_ever) {
  const files::temporary_folder folder;
  options wanted = limited();
  wanted.replay = folder.write("death.trace", format_trace(t));
  const pid_t child = fork();
  if (child == 0) {
    leaves_from_a_fiber = true;
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) signal(number, SIG_DFL);
    alarm(waits_for_ever ? 1 : 60);
    check(checked, wanted);
    _exit(111);  // it lives
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

class EveryDeath : public ::testing::TestWithParam<way_to_die> {};

TEST_P(EveryDeath, IsNamedRightLetsTheSearchFinishAndReplays) {
  const way_to_die& way = GetParam();
  const program checked = dying(way.die);
  const report r = check(checked, limited());
  ASSERT_THAT(r.findings, SizeIs(1)) << format_text(r);
  const explained_finding& f = r.findings[0];
  EXPECT_EQ(f.what.identity,
            (finding_identity{.by = oracle::death, .subject = way.subject, .task = "main/victim"}));
  EXPECT_THAT(f.what.message, MatchesRegex("main/victim: " + std::string(way.sentence) +
                                           ", in step 3, behind work .every_death_test.cpp:.*"));
  EXPECT_EQ(log_line(f.events.back()), "3 main/victim cancelled at work#1");
  EXPECT_THAT(f.how.deviations, SizeIs(1));
  EXPECT_TRUE(r.exhausted);

  const int status = end_of_replay(checked, f.how, way.signal == SIGALRM);
  EXPECT_EQ(WIFSIGNALED(status) ? WTERMSIG(status) : 0, way.signal);
  EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : 0, way.status);
}

INSTANTIATE_TEST_SUITE_P(Ways, EveryDeath, ::testing::ValuesIn(ways),
                         [](const auto& tested) { return tested.param.name; });
#ifdef CUTPOINT_ADDRESS_SANITIZER
INSTANTIATE_TEST_SUITE_P(Reports, EveryDeath, ::testing::ValuesIn(reported_ways),
                         [](const auto& tested) { return tested.param.name; });
#endif

}  // namespace
}  // namespace cutpoint
