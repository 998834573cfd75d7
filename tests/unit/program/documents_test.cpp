// The code that framework/docs shows, as programs that run.

#include <cutpoint/check.hpp>
#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace cutpoint::documents {
namespace {

using namespace std::chrono_literals;

verdict verdict_of(const program& checked) {
  return check(checked, {.name = "document", .depth_runs = 0, .random_runs = 0, .out = {}}).result;
}

struct receipt {};

receipt notify(int& pool) {
  await(sleep_for(1s, "call"));
  --pool;
  return {};
}

TEST(Documents, ShowHowATaskIsSpawnedAndJoined) {
  EXPECT_EQ(verdict_of(make_program([] {
              int pool = 1;
              // main/notify; a second one is main/notify#2
              auto handler = spawn("notify", notify, std::ref(pool));
              // a value, an error, stopped or dropped
              outcome<receipt> result = await(handler.join());
              if (this_run::undisturbed()) {
                EXPECT_TRUE(result.has_value());
              }
            })),
            verdict::clean);
}

TEST(Documents, ShowHowAConditionIsWaitedFor) {
  EXPECT_EQ(verdict_of(make_program([] {
              mutex door("door.lock");
              condition not_empty("not_empty.wait");
              std::deque<int> items;
              auto giver = spawn("giver", [&] {
                const mutex_guard mine = await(door.lock());
                items.push_back(1);
                not_empty.notify_one();
              });
              auto taker = spawn("taker", [&] {
                mutex_guard mine = await(door.lock());
                // or: while (items.empty()) await(not_empty.wait(mine));
                await(not_empty.wait(mine, [&] { return !items.empty(); }));
                EXPECT_EQ(items.front(), 1);
              });
              await(giver.join());
              if (items.empty()) taker.stop();
              await(taker.join());
            })),
            verdict::clean);
}

TEST(Documents, ShowHowTheFirstOfSeveralIsWaitedFor) {
  EXPECT_EQ(verdict_of(make_program([] {
              const auto ask_primary = [] { await(sleep_for(2s, "primary")); };
              const auto ask_replica = [] { await(sleep_for(1s, "replica")); };
              // a std::tuple of outcome<T>, all of them ended
              auto [index, outcomes] = await(when_any(ask_primary, ask_replica));
              if (this_run::undisturbed()) {
                EXPECT_EQ(index, 1U);
              }
              static_cast<void>(outcomes);
            })),
            verdict::clean);
}

TEST(Documents, ShowHowToCleanUpBehindWhatWaits) {
  EXPECT_EQ(verdict_of(make_program([] {
              const auto transfer = [] { await(sleep_for(1s, "transfer")); };
              const auto unlock_at_bank = [] { await(sleep_for(1s, "unlock")); };
              finally([&] { transfer(); }, [&] { unlock_at_bank(); });
            })),
            verdict::clean);
}

task<receipt> charge(mutex& account) {
  const mutex_guard mine = co_await account.lock();
  co_await sleep_for(1s, "bank.call");
  co_return receipt{};
}

TEST(Documents, ShowACoroutine) {
  EXPECT_EQ(verdict_of(make_program([] {
              mutex account("account.lock");
              auto charging = spawn("charge", charge, std::ref(account));
              await(charging.join());
            })),
            verdict::clean);
}

struct row {
  int id;
};
struct table {
  std::vector<row> rows;
  int cursors = 0;
};
struct cursor {
  explicit cursor(table& t) : from(t) { ++from.cursors; }
  ~cursor() { --from.cursors; }
  cursor(const cursor&) = delete;
  cursor& operator=(const cursor&) = delete;
  std::optional<row> fetch() const {
    return at < from.rows.size() ? std::optional(from.rows[at++]) : std::nullopt;
  }
  table& from;
  mutable std::size_t at = 0;
};

generator<row> rows(table& t) {
  const cursor open(t);  // goes however the generator ends
  while (auto found = open.fetch()) co_yield *found;
}

bool holds(table& t, int wanted) {
  for (const row& r : rows(t))
    if (r.id == wanted) return true;  // closes the generator, and the cursor
  return false;
}

TEST(Documents, ShowAGeneratorThatIsClosed) {
  table t{.rows = {{1}, {2}, {3}}};
  EXPECT_TRUE(holds(t, 2));
  EXPECT_EQ(t.cursors, 0);
}

}  // namespace
}  // namespace cutpoint::documents
