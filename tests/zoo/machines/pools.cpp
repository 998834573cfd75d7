#include "zoo/machines/subject.hpp"
#include "zoo/pools/cb16_pool.hpp"
#include "zoo/pools/cb18_pool.hpp"
#include "zoo/queues/cb10_queue.hpp"
#include "zoo/timeouts/cb22_pool.hpp"

#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace cutpoint::zoo::machines {
namespace {

using namespace std::chrono_literals;
using rapidcheck::state_machine;
using rapidcheck::when_stopped;

using items = std::deque<int>;

auto cb10_machine(cb10::queue::put_does what) {
  auto m = std::make_shared<state_machine<items, cb10::queue>>(
      [what] { return std::make_unique<cb10::queue>(what); });
  m->command(
      "get", [](cb10::queue& q) { return q.get(); },
      [](items& model) -> std::optional<int> {
        if (model.empty()) return std::nullopt;
        const int first = model.front();
        model.pop_front();
        return first;
      },
      when_stopped::not_done);
  m->command(
      "put", std::vector{1, 2}, [](cb10::queue& q, int item) { q.put(item); },
      [](items& model, int item) {
        model.push_back(item);
        return true;
      });
  m->law("no item is lost",
         [](const cb10::queue& q, const items& model) { return q.size() == model.size(); });
  return m;
}

/// A model of which only the laws ask.
struct nothing_to_know {
  friend bool operator==(const nothing_to_know&, const nothing_to_know&) = default;
};

// A request waits for others, which all end.
auto cb16_machine(cb16::pool::unowned what) {
  auto m = std::make_shared<state_machine<nothing_to_know, cb16::pool>>(
      [what] { return std::make_unique<cb16::pool>(what); });
  m->command(
      "request", [](cb16::pool& p) { p.handle_request(); }, [](nothing_to_know&) { return true; });
  return m;
}

struct cb18_client {
  explicit cb18_client(cb18::pool& p) : from(&p) {}
  cb18::pool* from;
  std::optional<cb18::pool::guard> held = {};
};

auto cb18_machine(cb18::pool::guards when) {
  auto m = std::make_shared<state_machine<nothing_to_know, cb18::pool, cb18_client>>(
      [when] { return std::make_unique<cb18::pool>(when); });
  m->command(
      "get",
      [](cb18_client& c) {
        if (!c.held) c.held.emplace(await(c.from->get()));
      },
      [](nothing_to_know&) { return true; });
  m->law("counted = idle + lent out",
         [](const cb18::pool& p, const nothing_to_know&) { return p.counts_right(); });
  return m;
}

struct cb22_client {
  explicit cb22_client(cb22::pool& p) : from(&p) {}
  cb22_client(const cb22_client&) = delete;
  cb22_client& operator=(const cb22_client&) = delete;
  ~cb22_client() { give_back(); }
  void acquire() {
    if (holds) return;
    if (!from->acquire_for(10ms)) throw rapidcheck::gave_up();
    holds = true;
  }
  void give_back() {
    if (std::exchange(holds, false)) from->release();
  }
  cb22::pool* from;
  bool holds = false;
};

auto cb22_machine(cb22::pool::too_late_to_disarm what) {
  auto m = std::make_shared<state_machine<nothing_to_know, cb22::pool, cb22_client>>(
      [what] { return std::make_unique<cb22::pool>(what); });
  m->command(
      "acquire_for", [](cb22_client& c) { c.acquire(); }, [](nothing_to_know&) { return true; });
  m->command(
      "release", [](cb22_client& c) { c.give_back(); }, [](nothing_to_know&) { return true; });
  m->law("a connection is idle or lent out",
         [](const cb22::pool& p, const nothing_to_know&) { return p.counts_right(); });
  return m;
}

}  // namespace

std::vector<subject> pools() {
  using cb10_put = cb10::queue::put_does;
  using cb16_unowned = cb16::pool::unowned;
  using cb18_guards = cb18::pool::guards;
  using cb22_late = cb22::pool::too_late_to_disarm;
  return {
      {.id = "CB10",
       .smallest = "get | put(1)",
       .buggy = cb10_machine(cb10_put::hand_over_the_item),
       .fixed = cb10_machine(cb10_put::wake_only)},
      {.id = "CB16",
       .smallest = "request, request | request",
       .buggy = cb16_machine(cb16_unowned::is_not_looked_for),
       .fixed = cb16_machine(cb16_unowned::is_reclaimed)},
      {.id = "CB18",
       .smallest = "get",
       .buggy = cb18_machine(cb18_guards::behind_the_check),
       .fixed = cb18_machine(cb18_guards::before_the_check),
       .modes = {stop_mode::drop}},
      {.id = "CB22",
       .smallest = "acquire_for, acquire_for | acquire_for",
       .buggy = cb22_machine(cb22_late::is_not_looked_at),
       .fixed = cb22_machine(cb22_late::recycles_the_connection),
       .modes = {stop_mode::request},
       .early_timers = 1},
  };
}

}  // namespace cutpoint::zoo::machines
