#include "process/run_process.hpp"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

extern char** environ;

namespace cutpoint::process {
namespace {

// A file in memory, so that two outputs can be read after the end, without threads.
class output_file {
 public:
  output_file() : number_(memfd_create("output", MFD_CLOEXEC)) {
    if (number_ < 0) throw std::system_error(errno, std::generic_category(), "memfd_create");
  }
  ~output_file() { close(number_); }
  output_file(const output_file&) = delete;
  output_file& operator=(const output_file&) = delete;

  int number() const { return number_; }
  std::string text() const {
    std::string all;
    std::array<char, 4096> part;
    lseek(number_, 0, SEEK_SET);
    for (ssize_t n = 0; (n = read(number_, part.data(), part.size())) > 0;)
      all.append(part.data(), static_cast<std::size_t>(n));
    return all;
  }

 private:
  int number_;
};

std::vector<std::string> environment_with(const environment_changes& changes) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string name(text.substr(0, text.find('=')));
    if (!changes.contains(name) && !name.starts_with("CUTPOINT_")) all.emplace_back(text);
  }
  for (const auto& [name, value] : changes)
    if (value) all.push_back(name + "=" + *value);
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ended_process run_process(const std::vector<std::string>& command,
                          const environment_changes& changes) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = environment_with(changes);
  const output_file out;
  const output_file err;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, out.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, err.number(), STDERR_FILENO);
  // Who runs the tests in the background may have them ignore it.
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGINT);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error = posix_spawn(&child, arguments.front().c_str(), &files, &attributes,
                                pointers_to(arguments).data(), pointers_to(variables).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0)
    throw std::system_error(error, std::generic_category(), "cannot start " + command.front());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
          .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
          .out = out.text(),
          .err = err.text()};
}

}  // namespace cutpoint::process
