#include "worker_process.hpp"

#include "death_handlers.hpp"
#include "dying.hpp"

#include <cutpoint/check/interruption.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace cutpoint {
namespace {

constexpr std::size_t last_words_kept = 32 * 1024;
// What a program prints is kept in memory until it is known that nobody needs it.
constexpr off_t most_output = 4 * 1024 * 1024;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int to, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(to, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) leave_worker(0);  // the parent is gone
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string read_last_words(int file) {
  const off_t size = lseek(file, 0, SEEK_END);
  const off_t from = std::max<off_t>(0, size - static_cast<off_t>(last_words_kept));
  std::string words(static_cast<std::size_t>(std::max<off_t>(0, size - from)), '\0');
  const ssize_t n = pread(file, words.data(), words.size(), from);
  words.resize(static_cast<std::size_t>(std::max<ssize_t>(0, n)));
  return words;
}

// The worker itself knows nothing of SIGKILL and _exit, nor of the status that quick_exit has.
void complete(death_record& death, int status, bool stood_still) {
  if (death.cause != death_cause::none && (death.cause != death_cause::exited || death.number >= 0))
    return;
  death.cause = WIFSIGNALED(status) ? death_cause::signal : death_cause::exited;
  if (stood_still) death.cause = death_cause::blocked;
  death.number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

// The kernel kills the worker when its parent ends, also by SIGKILL. A parent that ended before the
// worker could ask for that is not its parent any more.
void die_with(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);
}

// An exception that left it would go on in the parent's frames, of which this process has a copy.
[[noreturn]] void be_worker(shared_state& state, const worker_limits& limits, int to_parent,
                            int output,
                            const std::function<void(const message_sink&)>& work) noexcept {
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  interruption::leave_alone();
  install_death_handlers(state);
  start_watchdog(limits);
  work([&](std::string_view message) {
    if (!in_worker()) leave_worker(0);  // the program forked, and its child came back
    std::string line(message);
    line += '\n';
    write_all(to_parent, line);
  });
  std::fflush(nullptr);
  if (!in_worker()) leave_worker(0);
  state.finished = true;
  leave_worker(0);
}

}  // namespace

void descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

worker_process::worker_process(shared_state& state, const worker_limits& limits,
                               const std::function<void(const message_sink&)>& work)
    : state_(state), messages_(), output_(memfd_create("worker-output", MFD_CLOEXEC)) {
  // Appending, so that what was cut off leaves no hole.
  if (output_.get() < 0 || fcntl(output_.get(), F_SETFL, O_APPEND) != 0)
    fail("cannot keep a worker's output");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("cannot make a pipe to a worker");
  messages_.reset(ends[0]);
  descriptor to_parent(ends[1]);
  std::fflush(nullptr);
  state.death = {};
  state.finished = false;
  const pid_t parent = getpid();
  process_ = fork();
  if (process_ < 0) {
    process_ = 0;
    fail("cannot fork a worker");
  }
  if (process_ == 0) {
    die_with(parent);
    messages_.close();
    be_worker(state, limits, to_parent.get(), output_.get(), work);
  }
  watch_.emplace(process_, state,
                 state.blocked_before ? limits.blocked_after / 4 : limits.blocked_after);
}

worker_process::~worker_process() { kill_now(); }

bool worker_process::listen(const message_sink& hear) {
  std::array<char, 16 * 1024> buffer;
  const ssize_t n = ::read(messages_.get(), buffer.data(), buffer.size());
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) return false;
  watch_->reset();
  std::string_view bytes(buffer.data(), static_cast<std::size_t>(n));
  for (;;) {
    const std::size_t end = bytes.find('\n');
    unfinished_ += bytes.substr(0, end);
    if (end == std::string_view::npos) return true;
    const std::string message = std::exchange(unfinished_, {});
    hear(message);
    bytes.remove_prefix(end + 1);
  }
}

bool worker_process::look() {
  // A process that the program started may keep the pipe open.
  if (has_ended()) return false;
  cut_output();
  if (!watch_->look()) return true;
  stood_still_ = true;
  state_.blocked_before = true;
  wake_up_and_kill();
  return false;
}

worker_end worker_process::finish() {
  while (process_ != 0 && !has_ended()) {
    if (waitpid(process_, &status_, 0) == process_) process_ = 0;
  }
  worker_end end;
  end.died = !state_.finished;
  if (!end.died) return end;
  complete(state_.death, status_, stood_still_);
  end.last_words = read_last_words(output_.get());
  return end;
}

bool worker_process::has_ended() {
  if (process_ != 0 && waitpid(process_, &status_, WNOHANG) == process_) process_ = 0;
  return process_ == 0;
}

void worker_process::cut_output() const {
  struct stat file = {};
  if (fstat(output_.get(), &file) == 0 && file.st_size > most_output &&
      ftruncate(output_.get(), 0) != 0)
    fail("cannot cut off a worker's output");
}

// A worker that stands still tells where, if it still can.
void worker_process::wake_up_and_kill() {
  constexpr std::chrono::milliseconds last_chance{500};
  constexpr std::chrono::milliseconds moment{2};
  call_watchdog(process_);
  for (auto waited = moment; !has_ended() && waited < last_chance; waited += moment)
    std::this_thread::sleep_for(moment);
  kill_now();
}

void worker_process::kill_now() {
  if (process_ == 0) return;
  kill(process_, SIGKILL);
  while (waitpid(process_, &status_, 0) < 0 && errno == EINTR) {
  }
  process_ = 0;
}

}  // namespace cutpoint
