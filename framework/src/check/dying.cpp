#include "dying.hpp"

#include "worker.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <sys/syscall.h>
#include <unistd.h>

#include <cstring>

// Of gcov, where the build measures coverage: without it a child that leaves by _exit counts
// nothing.
extern "C" [[gnu::weak]] void __gcov_dump(void);

namespace cutpoint {
namespace {

shared_state* mortal = nullptr;
const kernel* watched_kernel = nullptr;
pid_t process_of_worker = 0;
pid_t thread_of_worker = 0;

// Not by getpid and gettid: a program's own calls of those are listened to.
pid_t process_id() { return static_cast<pid_t>(syscall(SYS_getpid)); }
pid_t thread_id() { return static_cast<pid_t>(syscall(SYS_gettid)); }

// Returns: where the next name goes.
char* write_names(const task_control& t, char* to, const char* end) {
  if (t.parent != nullptr) {
    to = write_names(*t.parent, to, end);
    if (to < end) *to++ = '/';
  }
  const std::string_view name = t.name.text();
  return to + name.copy(to, static_cast<std::size_t>(end - to));
}

death_place place_of_death() {
  if (thread_id() != thread_of_worker) return death_place::thread;
  if (find_this_kernel() == nullptr || watched_kernel == nullptr) return death_place::between_runs;
  return watched_kernel->in_task() ? death_place::task : death_place::home;
}

}  // namespace

void watch_kernel(const kernel& watched) { watched_kernel = &watched; }

void be_mortal(shared_state& state) {
  mortal = &state;
  watched_kernel = nullptr;  // what a search in the parent's own process left behind
  process_of_worker = process_id();
  thread_of_worker = thread_id();
  state.death = {};
}

bool in_worker() { return mortal != nullptr && process_id() == process_of_worker; }

shared_state& state_of_worker() { return *mortal; }

const kernel* kernel_of_worker() { return watched_kernel; }

void write_path(death_record& record) {
  char* to = record.path.data();
  if (watched_kernel != nullptr && watched_kernel->in_task())
    to = write_names(watched_kernel->current(), to, to + record.path.size() - 1);
  *to = '\0';
}

void blame(death_cause cause) {
  // A process that the program forked is no worker: what becomes of it is its own affair.
  if (!in_worker()) return;
  death_record& record = mortal->death;
  if (record.cause != death_cause::none) return;
  record.cause = cause;
  record.place = place_of_death();
  if (record.place != death_place::task && record.place != death_place::home) return;
  record.step = watched_kernel->steps();
  if (record.place == death_place::task)
    record.task_number = static_cast<std::uint32_t>(watched_kernel->current().id);
  write_path(record);
}

void keep_words(const char* words) {
  auto& said = mortal->death.said;
  std::strncpy(said.data(), words, said.size() - 1);
}

void die_of(death_cause cause) {
  blame(cause);
  leave_worker(died_with_cause);
}

void leave_worker(int status) {
  if (__gcov_dump != nullptr) __gcov_dump();
  _exit(status);
}

}  // namespace cutpoint
