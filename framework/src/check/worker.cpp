#include "worker.hpp"

#include "death_handlers.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace cutpoint {
namespace {

// How long a worker may stand still without using the processor.
constexpr std::chrono::seconds blocked_after{10};
constexpr std::chrono::milliseconds glance{200};
constexpr std::size_t last_words_kept = 4096;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

class descriptor {
 public:
  explicit descriptor(int number) : number_(number) {}
  ~descriptor() { close(); }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  int get() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

void write_all(int to, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(to, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) leave_worker(0);  // the parent is gone
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

// Cuts a stream of bytes into messages.
class message_reader {
 public:
  explicit message_reader(const message_sink& hear) : hear_(hear) {}
  void take(std::string_view bytes) {
    for (;;) {
      const std::size_t end = bytes.find('\n');
      rest_ += bytes.substr(0, end);
      if (end == std::string_view::npos) return;
      hear_(rest_);
      rest_.clear();
      bytes.remove_prefix(end + 1);
    }
  }

 private:
  const message_sink& hear_;
  std::string rest_;
};

std::string read_last_words(int file) {
  const off_t size = lseek(file, 0, SEEK_END);
  const off_t from = std::max<off_t>(0, size - static_cast<off_t>(last_words_kept));
  std::string words(static_cast<std::size_t>(std::max<off_t>(0, size - from)), '\0');
  const ssize_t n = pread(file, words.data(), words.size(), from);
  words.resize(static_cast<std::size_t>(std::max<ssize_t>(0, n)));
  return words;
}

// An exception that left it would go on in the parent's frames, of which this process has a copy.
[[noreturn]] void be_worker(shared_state& state, std::chrono::milliseconds hang_after,
                            int to_parent, int output,
                            const std::function<void(const message_sink&)>& work) noexcept {
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  state.finished = false;
  install_death_handlers(state, hang_after);
  work([&](std::string_view message) {
    std::string line(message);
    line += '\n';
    write_all(to_parent, line);
  });
  std::fflush(nullptr);
  state.finished = true;
  leave_worker(0);
}

// Reads until the worker has closed its end, or stands still for too long. Returns: false then.
bool listen(int from_worker, const shared_state& state, const message_sink& hear) {
  message_reader reader(hear);
  std::array<char, 16 * 1024> buffer;
  std::chrono::milliseconds still{0};
  std::uint64_t last_progress = state.progress + state.runs;
  for (;;) {
    pollfd ready = {.fd = from_worker, .events = POLLIN, .revents = 0};
    const int n = poll(&ready, 1, static_cast<int>(glance.count()));
    if (n < 0 && errno != EINTR) fail("cannot listen to a worker");
    if (n > 0) {
      const ssize_t bytes = read(from_worker, buffer.data(), buffer.size());
      if (bytes < 0 && errno == EINTR) continue;
      if (bytes <= 0) return true;
      reader.take({buffer.data(), static_cast<std::size_t>(bytes)});
      still = {};
      continue;
    }
    const std::uint64_t progress = state.progress + state.runs;
    still = progress == last_progress ? still + glance : std::chrono::milliseconds{0};
    last_progress = progress;
    if (still >= blocked_after) return false;
  }
}

}  // namespace

worker_end run_in_worker(shared_state& state, std::chrono::milliseconds hang_after,
                         const std::function<void(const message_sink&)>& work,
                         const message_sink& hear) {
  int ends[2];
  if (pipe(ends) != 0) fail("cannot make a pipe to a worker");
  descriptor from_worker(ends[0]);
  descriptor to_parent(ends[1]);
  const descriptor output(memfd_create("worker-output", 0));
  if (output.get() < 0) fail("cannot keep a worker's output");
  std::fflush(nullptr);
  const pid_t worker = fork();
  if (worker < 0) fail("cannot fork a worker");
  if (worker == 0) {
    from_worker.close();
    be_worker(state, hang_after, to_parent.get(), output.get(), work);
  }
  to_parent.close();
  const bool closed = listen(from_worker.get(), state, hear);
  if (!closed) {
    state.cause = death_cause::blocked;
    kill(worker, SIGKILL);
  }
  int status = 0;
  while (waitpid(worker, &status, 0) < 0 && errno == EINTR) {
  }
  worker_end end;
  end.died = !state.finished;
  if (!end.died) return end;
  // The worker itself knows nothing of SIGKILL, of _exit, and of the status a sanitizer leaves
  // with.
  const bool unsaid = WIFEXITED(status) && WEXITSTATUS(status) != died_with_cause;
  if (state.cause == death_cause::none || (state.cause == death_cause::exited && unsaid)) {
    state.cause = WIFSIGNALED(status) ? death_cause::signal : death_cause::exited;
    state.signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  }
  end.last_words = read_last_words(output.get());
  return end;
}

}  // namespace cutpoint
