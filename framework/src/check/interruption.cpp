#include <cutpoint/check/interruption.hpp>

#include <signal.h>

#include <array>
#include <cstdlib>

namespace cutpoint {
namespace {

constexpr std::array ending_signals = {SIGINT, SIGTERM};

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
volatile sig_atomic_t signal_that_came = 0;

void note_signal(int number) {
  signal_that_came = number;
  // The next one is meant for the process.
  signal(number, SIG_DFL);
}

bool is_handled_by(int number, void (*handler)(int)) {
  struct sigaction present{};
  sigaction(number, nullptr, &present);
  return (present.sa_flags & SA_SIGINFO) == 0 && present.sa_handler == handler;
}

}  // namespace

interruption::interruption() {
  signal_that_came = 0;
  for (const int number : ending_signals) {
    if (!is_handled_by(number, SIG_DFL)) continue;
    struct sigaction noting{};
    noting.sa_handler = note_signal;
    sigemptyset(&noting.sa_mask);
    sigaction(number, &noting, nullptr);  // without SA_RESTART: whoever waits looks up
  }
}

interruption::~interruption() { leave_alone(); }

bool interruption::asked() { return signal_that_came != 0; }

void interruption::end_process() {
  const int number = signal_that_came;
  signal(number, SIG_DFL);
  raise(number);
  std::abort();
}

void interruption::leave_alone() {
  for (const int number : ending_signals)
    if (is_handled_by(number, note_signal)) signal(number, SIG_DFL);
}

}  // namespace cutpoint
