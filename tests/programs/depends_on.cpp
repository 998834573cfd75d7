#include "programs/depends_on.hpp"

#include "files/temporary_folder.hpp"

#include <cutpoint/fiber.hpp>

#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

namespace cutpoint::programs {
namespace {

using namespace std::chrono_literals;

const files::temporary_folder folder;  // one for all processes

struct connection {
  explicit connection(int number) : name("connection " + std::to_string(number)) {}
  std::string name;
};

std::vector<std::unique_ptr<connection>> make_connections(int count) {
  std::vector<std::unique_ptr<connection>> made;
  for (int i = 0; i < count; ++i) made.push_back(std::make_unique<connection>(i));
  return made;
}

template <class Pointers>
void visit_in_the_order_of(const std::vector<std::unique_ptr<connection>>& made) {
  Pointers sorted;
  for (const auto& each : made) sorted.insert(each.get());
  for (const connection* const each : sorted) await(yield(each->name));
}

// What was never written: the compiler must not know that it was not.
template <class T>
void look_at(T*& written) {
  asm volatile("" : "+r"(written) : : "memory");
}

}  // namespace

void depends_on_a_thread() {
  std::atomic<bool> done = false;
  const std::jthread helper([&] { done = true; });
  for (int i = 0; i < 20 && !done; ++i) await(yield("wait for the helper"));
}

void depends_on_a_clock() {
  const auto deadline = std::chrono::steady_clock::now() + 2ms;
  while (std::chrono::steady_clock::now() < deadline) await(yield("poll"));
}

void depends_on_random_device() { await(yield(std::to_string(std::random_device()()))); }

void depends_on_the_time_as_seed() {
  std::srand(static_cast<unsigned>(std::time(nullptr)));
  await(yield(std::to_string(std::rand())));
}

void depends_on_the_process_id() { await(yield("worker " + std::to_string(getpid()))); }

void depends_on_addresses() {
  visit_in_the_order_of<std::set<const connection*>>(make_connections(3));
}

void depends_on_hashed_addresses() {
  visit_in_the_order_of<std::unordered_set<const connection*>>(make_connections(12));
}

void depends_on_addresses_of_stacks() {
  std::array<const void*, 2> frames{};
  const auto note = [&](int which) {
    int local = which;
    frames[static_cast<std::size_t>(which)] = &local;
    await(yield("here"));
  };
  auto one = spawn("one", note, 0);
  auto two = spawn("two", note, 1);
  await(one.join());
  await(two.join());
  const bool rising = std::less<>()(frames[0], frames[1]);
  await(yield(std::string(rising ? "one first" : "two first")));
}

void depends_on_fresh_memory() {
  struct request {
    std::array<char, 24> name;
    std::array<char, 8> priority;
  };
  const std::unique_ptr<request> forgotten(new request);
  request* made = forgotten.get();
  look_at(made);
  await(yield("priority " + std::to_string(made->priority[3])));
}

void depends_on_a_fresh_stack() {
  const auto read = [] {
    std::array<char, 20'000> buffer;
    char* written = buffer.data();
    look_at(written);
    return static_cast<int>(written[1'000]);
  };
  await(yield("priority " + std::to_string(read())));
}

void depends_on_earlier_runs() {
  static int runs = 0;
  await(yield("run " + std::to_string(++runs)));
}

void depends_on_a_file_that_it_writes() {
  const std::filesystem::path path = folder.path() / "journal";
  std::ofstream(path, std::ios::app) << "opened\n";
  await(yield("journal of " + std::to_string(std::filesystem::file_size(path))));
}

void depends_on_the_process_id_when_stopped() {
  try {
    await(sleep_for(1s, "work"));
  } catch (const cancelled&) {
    acquire("lease of " + std::to_string(getpid()));
    throw;
  }
}

}  // namespace cutpoint::programs
