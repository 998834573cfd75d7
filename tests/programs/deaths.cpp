#include "programs/families.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>

// Each dies when a stop reaches its task, so that the benign run can be made in the test's process.

namespace cutpoint::programs {
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

// Not a null pointer, which a sanitizer would report in its own way.
void write_to_nowhere() {
  volatile std::uintptr_t nowhere = 64;
  *reinterpret_cast<volatile int*>(nowhere) = 1;  // NOLINT: it is to crash
}

void segfaults() { die_when_stopped(write_to_nowhere); }

void aborts() { die_when_stopped(std::abort); }

void leaves_the_process() {
  die_when_stopped([] { std::_Exit(3); });
}

int fall(const volatile int& ground, int height) {  // NOLINT: it is to overflow the stack
  volatile char frame[1024] = {};
  if (height == ground) return 0;
  return fall(ground, height + 1) + frame[0];
}

void overflows_its_stack() {
  die_when_stopped([] {
    volatile int ground = -1;
    ground = fall(ground, 0);
  });
}

void runs_on_and_on() {
  die_when_stopped([] {
    volatile bool waiting = true;
    while (waiting) {
    }
  });
}

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
      {"runs_on_and_on", runs_on_and_on, {.random_runs = 0, .max_findings = 1, .hang_after = 100ms}},
      {"stop_meets_noexcept", stop_meets_noexcept, {.random_runs = 0}},
      {"dies_and_leaks", dies_and_leaks, {.random_runs = 0}},
  };
}

}  // namespace cutpoint::programs
