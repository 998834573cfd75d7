#include "programs/families.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <optional>

namespace cutpoint::programs {
namespace {

using namespace std::chrono_literals;

void connection_is_lost() {
  auto notify = spawn("notify", [] {
    const entry_id connection = acquire("connection");
    await(sleep_for(20s, "db.begin"));
    release(connection);
  });
  await(notify.join());
}

// The stop of one notifier leaves the other alone.
void one_of_two_connections_is_lost() {
  scope notifiers;
  for (int i = 0; i < 2; ++i)
    notifiers.spawn("notify", [] {
      await(yield("pool.wait"));
      const entry_id connection = acquire("connection");
      await(sleep_for(20s, "db.begin"));
      release(connection);
    });
  await(notifiers.join());
}

void letter_is_never_opened() {
  std::optional<entry_id> letter;
  auto reader = spawn("reader", [&] {
    await(park("inbox.wait"));
    release(*letter);
  });
  await(sleep_for(1s, "post.wait"));
  letter = acquire("letter", ownership::program);
  wake(reader.ref());
  await(reader.join());
}

void file_goes_down_with_its_writer() {
  const entry_id file = acquire("file");
  auto writer = spawn("writer", [file] {
    await(sleep_for(1s, "disk.write"));
    release(file);
  });
  hand_over(file, writer.ref());
  await(writer.join());
}

}  // namespace

std::vector<named_program> leaks() {
  return {
      {"connection_is_lost", connection_is_lost, {.random_runs = 0}},
      {"one_of_two_connections_is_lost", one_of_two_connections_is_lost, {.random_runs = 0}},
      {"letter_is_never_opened",
       letter_is_never_opened,
       {.modes = {stop_mode::edge, stop_mode::level}, .random_runs = 0}},
      {"file_goes_down_with_its_writer",
       file_goes_down_with_its_writer,
       {.modes = {stop_mode::drop}, .random_runs = 0}},
  };
}

}  // namespace cutpoint::programs
