#include "child_process.hpp"

#include "bad_input.hpp"

#include <cutpoint/check/interruption.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

extern char** environ;

namespace cutpoint::cli {
namespace {

constexpr std::chrono::milliseconds glance{100};
constexpr std::chrono::milliseconds short_glance{5};  // at a child that has nothing more to tell
// What a child may take to tell what it has found so far.
constexpr std::chrono::seconds last_moment{10};

std::vector<std::string> variables_of(const child_request& wanted, int progress) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (!wanted.environment.contains(std::string(text.substr(0, text.find('=')))))
      all.emplace_back(text);
  }
  for (const auto& [name, value] : wanted.environment)
    if (value) all.push_back(fmt::format("{}={}", name, *value));
  if (progress >= 0) all.push_back(fmt::format("CUTPOINT_PROGRESS={}", progress));
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

class child {
 public:
  explicit child(const child_request& wanted) : wanted_(wanted) {
    if (wanted.hear && pipe2(ends_.data(), O_CLOEXEC) != 0)
      throw bad_input(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    start();
    close_end(1);
  }
  ~child() {
    close_end(0);
    close_end(1);
  }
  child(const child&) = delete;
  child& operator=(const child&) = delete;

  child_end wait() {
    while (!has_ended()) {
      listen();
      pass_on_interruption();
    }
    listen();
    child_end end{.interrupted = asked_at_.has_value()};
    if (WIFEXITED(status_)) end.status = WEXITSTATUS(status_);
    if (WIFSIGNALED(status_)) end.signal = WTERMSIG(status_);
    return end;
  }

 private:
  void start() {
    std::vector<std::string> arguments = wanted_.command;
    std::vector<std::string> variables = variables_of(wanted_, ends_[1]);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    if (!wanted_.output.empty()) {
      posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
      posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, wanted_.output.c_str(),
                                       O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);
      posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
      posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP);
      posix_spawnattr_setpgroup(&how, 0);
    }
    // To itself: the child keeps it open.
    if (ends_[1] >= 0) posix_spawn_file_actions_adddup2(&files, ends_[1], ends_[1]);
    const int error = posix_spawn(&process_, arguments.front().c_str(), &files, &how,
                                  pointers_to(arguments).data(), pointers_to(variables).data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (error != 0)
      throw bad_input(
          fmt::format("{}: cannot be started: {}", arguments.front(), std::strerror(error)));
  }

  bool has_ended() { return waitpid(process_, &status_, WNOHANG) == process_; }

  // Waits a moment for what the child tells, which may be nothing.
  void listen() {
    std::array<pollfd, 1> from = {{{.fd = ends_[0], .events = POLLIN, .revents = 0}}};
    const bool listens = ends_[0] >= 0;
    const auto moment = listens ? glance : short_glance;
    if (poll(from.data(), listens ? 1 : 0, static_cast<int>(moment.count())) <= 0 || !listens)
      return;
    std::array<char, 4096> buffer;
    const ssize_t n = read(ends_[0], buffer.data(), buffer.size());
    if (n <= 0) {
      if (n == 0) close_end(0);
      return;
    }
    unheard_.append(buffer.data(), static_cast<std::size_t>(n));
    for (std::size_t end = 0; (end = unheard_.find('\n')) != std::string::npos;) {
      wanted_.hear(std::string_view(unheard_).substr(0, end));
      unheard_.erase(0, end + 1);
    }
  }

  void pass_on_interruption() {
    if (!interruption::asked()) return;
    const auto now = std::chrono::steady_clock::now();
    if (!asked_at_) {
      asked_at_ = now;
      if (!wanted_.output.empty()) kill(process_, SIGINT);
    } else if (now - *asked_at_ > last_moment) {
      kill(wanted_.output.empty() ? process_ : -process_, SIGKILL);
    }
  }

  void close_end(std::size_t which) {
    if (ends_[which] >= 0) close(ends_[which]);
    ends_[which] = -1;
  }

  const child_request& wanted_;
  std::array<int, 2> ends_ = {-1, -1};
  pid_t process_ = 0;
  int status_ = 0;
  std::string unheard_;
  std::optional<std::chrono::steady_clock::time_point> asked_at_;
};

}  // namespace

std::string child_end::in_words() const {
  if (signal == 0) return fmt::format("ended with {}", status);
  const char* const name = sigabbrev_np(signal);
  return fmt::format("was killed by SIG{} ({})", name != nullptr ? name : std::to_string(signal),
                     strsignal(signal));
}

child_end run_child(const child_request& wanted) { return child(wanted).wait(); }

}  // namespace cutpoint::cli
