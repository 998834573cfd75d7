#include "programs/deaths.hpp"

#include "programs/families.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <vector>

// Each dies when a stop reaches its task, so that the benign run can be made in the test's process.

namespace cutpoint::programs {

// Not a null pointer, which a sanitizer would report in its own way.
void write_to_nowhere() {
  volatile std::uintptr_t nowhere = 64;
  *reinterpret_cast<volatile int*>(nowhere) = 1;  // NOLINT: it is to crash
}

namespace {

template <int FrameSize>
[[gnu::noinline]] int fall(const volatile int& ground,
                           int height) {  // NOLINT: it is to overflow the stack
  volatile char frame[FrameSize];
  frame[0] = 0;
  if (height == ground) return 0;
  return fall<FrameSize>(ground, height + 1) + frame[0];
}

struct open_transaction {
  open_transaction() = default;
  open_transaction(const open_transaction&) = delete;
  open_transaction& operator=(const open_transaction&) = delete;
  ~open_transaction() noexcept(false) { throw std::runtime_error("the rollback failed"); }
};

}  // namespace

// A compiler that sees all classes there are calls the one that there is.
namespace shapes {

struct shape {
  shape() { tell(*this); }
  shape(const shape&) = delete;
  shape& operator=(const shape&) = delete;
  virtual ~shape() = default;
  virtual int corners() const = 0;
  static int count(const shape& s) { return s.corners(); }
  static inline int (*volatile tell)(const shape&) = count;
};

struct square : shape {
  int corners() const override { return 4; }
};

}  // namespace shapes

void overflow_the_stack() {
  volatile int ground = -1;
  ground = fall<1024>(ground, 0);
}

void overflow_the_stack_in_large_frames() {
  volatile int ground = -1;
  ground = fall<300 * 1024>(ground, 0);
}

void run_on_and_on() {
  volatile bool waiting = true;
  while (waiting) {
  }
}

void eat_memory() {
  volatile bool hungry = true;
  std::vector<std::vector<char>> eaten;
  while (hungry) eaten.emplace_back(1'000'000, 'x');
}

void throw_twice() {
  const open_transaction rolled_back;
  throw std::logic_error("no such account");
}

void call_a_pure_virtual_function() { const shapes::square made; }

namespace {

using namespace std::chrono_literals;

void die_when_stopped(void (*die)()) {
  auto victim = spawn("victim", [die] {
    try {
      await(sleep_for(1s, "work"));
    } catch (const cancelled&) {
      die();
      throw;
    }
  });
  await(victim.join());
}

void segfaults() { die_when_stopped(write_to_nowhere); }

void aborts() { die_when_stopped(std::abort); }

void leaves_the_process() {
  die_when_stopped([] { std::_Exit(3); });
}

void overflows_its_stack() { die_when_stopped(overflow_the_stack); }

void runs_on_and_on() { die_when_stopped(run_on_and_on); }

void eats_memory() { die_when_stopped(eat_memory); }

void throws_twice() { die_when_stopped(throw_twice); }

void wait_without_exceptions() noexcept { await(sleep_for(1s, "work")); }

void stop_meets_noexcept() {
  auto victim = spawn("victim", [] { wait_without_exceptions(); });
  await(victim.join());
}

// The first to be stopped dies; what the other does is found all the same.
void dies_and_leaks() {
  auto reckless = spawn("reckless", [] {
    try {
      await(sleep_for(1s, "work"));
    } catch (const cancelled&) {
      std::abort();
    }
  });
  auto forgetful = spawn("forgetful", [] {
    const entry_id connection = acquire("connection");
    await(sleep_for(1s, "db.begin"));
    release(connection);
  });
  await(reckless.join());
  await(forgetful.join());
}

}  // namespace

std::vector<named_program> deaths() {
  return {
      {"segfaults", segfaults, {.random_runs = 0}},
      {"aborts", aborts, {.random_runs = 0}},
      {"leaves_the_process", leaves_the_process, {.random_runs = 0}},
      {"overflows_its_stack", overflows_its_stack, {.random_runs = 0}},
      {"runs_on_and_on",
       runs_on_and_on,
       {.random_runs = 0, .max_findings = 1, .hang_after = 100ms}},
      {"eats_memory", eats_memory, {.random_runs = 0, .max_findings = 1, .max_memory = 32'000'000}},
      {"throws_twice", throws_twice, {.random_runs = 0, .max_findings = 1}},
      {"stop_meets_noexcept", stop_meets_noexcept, {.random_runs = 0}},
      {"dies_and_leaks", dies_and_leaks, {.random_runs = 0}},
  };
}

}  // namespace cutpoint::programs
