#include "programs/families.hpp"

#include <cutpoint/fiber.hpp>

#include <chrono>
#include <exception>

namespace cutpoint::programs {
namespace {

using namespace std::chrono_literals;

void listener_shrugs_off_a_stop() {
  auto listener = spawn("listener", [] {
    try {
      await(sleep_for(1s, "socket.read"));
    } catch (const cancelled&) {
    }
  });
  await(listener.join());
}

void worker_catches_everything() {
  auto worker = spawn("worker", [] {
    try {
      await(sleep_for(1s, "work"));
    } catch (...) {
    }
  });
  await(worker.join());
}

struct polite_socket {
  ~polite_socket() {
    if (std::uncaught_exceptions() > 0) await(sleep_for(1s, "socket.close"));
  }
};

void socket_says_goodbye() {
  auto session = spawn("session", [] {
    const polite_socket socket;
    await(sleep_for(1s, "socket.read"));
  });
  await(session.join());
}

void reader_gives_up_by_cancelled() {
  auto reader = spawn("reader", [] {
    await(yield("socket.poll"));
    if (fault("socket.read")) throw cancelled();
  });
  await(reader.join());
}

void request_is_taken_for_a_message() {
  int sent = 0;
  int taken = 0;
  const auto in_order = always("what is read was sent", [&] { return taken <= sent; });
  auto reader = spawn("reader", [&] {
    const task_ref self = this_task::self();
    const stop_callback on_stop([self] { wake(self); });
    await(park("inbox.wait"));
    ++taken;
  });
  await(sleep_for(1s, "post.wait"));
  ++sent;
  wake(reader.ref());
  await(reader.join());
}

void client_asks_for_ever() {
  bool answered = false;
  auto client = spawn("client", [&] {
    try {
      await(sleep_for(1s, "server.ask"));
      answered = true;
    } catch (const cancelled&) {
      this_task::acknowledge_stop();
    }
    while (!answered) await(yield("client.retry"));
  });
  await(client.join());
}

void logger_outlives_its_session() {
  auto session = spawn("session", [] {
    auto logger = spawn("logger", [] { await(sleep_for(2s, "log.flush")); });
    logger.detach();
    await(sleep_for(3s, "session.work"));
  });
  await(session.join());
}

}  // namespace

std::vector<named_program> stops() {
  return {
      {"listener_shrugs_off_a_stop",
       listener_shrugs_off_a_stop,
       {.modes = {stop_mode::edge, stop_mode::level}, .random_runs = 0}},
      {"worker_catches_everything",
       worker_catches_everything,
       {.modes = {stop_mode::drop}, .random_runs = 0}},
      {"socket_says_goodbye",
       socket_says_goodbye,
       {.modes = {stop_mode::edge, stop_mode::drop}, .random_runs = 0}},
      {"reader_gives_up_by_cancelled", reader_gives_up_by_cancelled, {.random_runs = 0}},
      {"request_is_taken_for_a_message",
       request_is_taken_for_a_message,
       {.modes = {stop_mode::request}, .order = task_order::fifo, .random_runs = 20}},
      {"client_asks_for_ever", client_asks_for_ever, {.steps_per_run = 20, .random_runs = 0}},
      {"logger_outlives_its_session", logger_outlives_its_session, {.random_runs = 0}},
  };
}

}  // namespace cutpoint::programs
