// The reduced search against plain depth-first search, on programs that rapidcheck makes up: class
// by class, where tasks line up at locks at any time.

#include "every_run.hpp"

#include <cutpoint/search/reduced_search.hpp>

#include <cutpoint/check.hpp>
#include <cutpoint/fiber.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/report/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint {
namespace {

using ::testing::HasSubstr;

enum class action : std::uint8_t {
  increment,  // under a lock
  acquire,
  send,
  receive,
  copy,
  wait,
  set,
  yields,
  sleeps,
  wait_for_notice,
  notify,
  read_lock,
  write_lock,
  shielded,
  chooses,
  polls,
};
constexpr int actions = 16;
using script = std::vector<action>;

struct objects {
  mutex lock;
  semaphore permits{1};
  channel<int> items{1};
  shared<int> x;
  shared<int> y;
  event started;
  condition noticed;
  rwlock readers;
};

void perform(objects& all, action a) {
  switch (a) {
    case action::increment: {
      const mutex_guard held = await(all.lock.lock());
      const int before = await(all.x.load());
      await(all.x.store(before + 1));
      return;
    }
    case action::acquire: {
      const permit held = await(all.permits.acquire());
      await(yield());
      return;
    }
    case action::send:
      await(all.items.send(1));
      return;
    case action::receive:
      await(all.items.receive());
      return;
    case action::copy:
      await(all.y.store(await(all.x.load())));
      return;
    case action::wait:
      await(all.started.wait());
      return;
    case action::set:
      all.started.set();
      await(yield());
      return;
    case action::yields:
      await(yield());
      return;
    case action::sleeps:
      await(sleep_for(virtual_duration(1)));
      return;
    case action::wait_for_notice: {
      mutex_guard held = await(all.lock.lock());
      await(all.noticed.wait(held));
      return;
    }
    case action::notify:
      all.noticed.notify_one();
      await(yield());
      return;
    case action::read_lock: {
      const shared_guard held = await(all.readers.lock_shared());
      await(yield());
      return;
    }
    case action::write_lock: {
      const exclusive_guard held = await(all.readers.lock_exclusive());
      return;
    }
    case action::shielded: {
      const shield against_stops;
      await(yield());
      await(all.x.store(1));
      return;
    }
    case action::chooses:
      await(all.x.store(static_cast<int>(choose(2))));
      return;
    case action::polls:
      this_task::poll_stop();
      return;
  }
}

program program_of(std::vector<script> scripts) {
  return make_program([scripts = std::move(scripts)] {
    objects all;
    std::vector<task_handle<void>> tasks;
    for (const script& s : scripts)
      tasks.push_back(spawn("worker", [&all, s] {
        for (const action a : s) perform(all, a);
      }));
    for (auto& t : tasks) await(t.join());
  });
}

// How a run went, as far as its class decides.
struct ending {
  std::uint64_t hash;
  std::set<std::string> tasks;
  friend auto operator<=>(const ending&, const ending&) = default;
};

ending ending_of(std::uint64_t hash, const kernel& run) {
  ending e{.hash = hash, .tasks = {}};
  for (const task_control* const t : run.tasks())
    e.tasks.insert(path_of(*t) + std::to_string(static_cast<int>(t->phase)) +
                   std::to_string(static_cast<int>(t->end)));
  return e;
}

// Returns: the classes; nothing where there are too many runs.
std::set<ending> all_classes(const program& p, stop_mode mode, std::uint32_t stops,
                             std::uint64_t most_runs) {
  maker makes(p, mode, stops);
  depth_first all(stops);
  std::set<ending> seen;
  std::uint64_t runs = 0;
  do {
    if (++runs > most_runs) return {};
    makes.run(all, [&](const kernel& k) { seen.insert(ending_of(all.class_of_run(), k)); });
  } while (all.next_run());
  return seen;
}

struct reduced_result {
  std::set<ending> classes;
  std::uint64_t runs = 0;  // without samples
  std::uint64_t undeclared = 0;
};

reduced_result reduced_classes(const program& p, stop_mode mode, std::uint32_t stops) {
  maker makes(p, mode, stops);
  reduced_search search(stops, reduced_search::lining_up::at_any_time);
  reduced_result result;
  while (search.begin_run(0)) {
    makes.run(search, [&](const kernel& k) {
      search.end_run(k, {});
      result.classes.insert(ending_of(search.last_class(), k));
    });
    ++result.runs;
  }
  result.runs -= search.samples();
  result.undeclared = search.undeclared();
  return result;
}

rc::Gen<std::vector<script>> any_scripts() {
  const auto any_action =
      rc::gen::map(rc::gen::inRange(0, actions), [](int a) { return static_cast<action>(a); });
  const auto any_script = rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 3), [=](std::size_t n) {
    return rc::gen::container<script>(n, any_action);
  });
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(2, 4), [=](std::size_t n) {
    return rc::gen::container<std::vector<script>>(n, any_script);
  });
}

TEST(ReducedSearch, MakesARunOfEachClassThatDepthFirstSearchHas) {
  constexpr std::uint64_t most_runs = 3'000;
  std::uint64_t classes = 0;
  std::uint64_t runs = 0;
  const auto covers_all = [&] {
    const auto stops = *rc::gen::inRange<std::uint32_t>(0, 3);
    const auto mode = *rc::gen::elementOf(
        std::vector{stop_mode::edge, stop_mode::level, stop_mode::drop, stop_mode::request});
    const program made = program_of(*any_scripts());
    const std::set<ending> expected = all_classes(made, mode, stops, most_runs);
    RC_PRE(!expected.empty());
    const reduced_result found = reduced_classes(made, mode, stops);
    RC_ASSERT(found.undeclared == 0U);
    RC_ASSERT(found.classes == expected);
    classes += expected.size();
    runs += found.runs;
  };
  const rc::detail::TestParams params{
      .seed = 1, .maxSuccess = programs_wanted(40), .maxSize = 100, .maxDiscardRatio = 100};
  const auto result = rc::detail::checkTestable(covers_all, rc::detail::TestMetadata(), params);
  std::ostringstream told;
  rc::detail::printResultMessage(result, told);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << told.str();
  EXPECT_LT(runs * 10, classes * 11);
  RecordProperty("classes", std::to_string(classes));
  RecordProperty("runs", std::to_string(runs));
}

// Each of `tasks` tasks increments a number so many times, under a lock.
program locked_increments(int tasks, int times) {
  return program_of(std::vector(static_cast<std::size_t>(tasks),
                                script(static_cast<std::size_t>(times), action::increment)));
}

TEST(ReducedSearch, MakesHardlyMoreRunsThanThereAreClasses) {
  const reduced_result two = reduced_classes(locked_increments(2, 3), stop_mode::edge, 0);
  EXPECT_LT(two.runs * 10, two.classes.size() * 11);
  EXPECT_EQ(two.classes.size(), 213U);
}

// No stop is offered once all tasks wait, so some are tried in further orders.
TEST(ReducedSearch, MakesHardlyMoreRunsOfProgramsThatGetStuck) {
  const program stuck =
      program_of({{action::wait}, {action::copy, action::copy}, {action::receive}});
  const reduced_result found = reduced_classes(stuck, stop_mode::edge, 2);
  EXPECT_LT(found.runs * 5, found.classes.size() * 6) << found.classes.size();
}

options reduced(std::uint32_t stops) {
  options wanted;
  wanted.name = "Reduced";
  wanted.out = {};
  wanted.depth_runs = wanted.random_runs = 0;
  wanted.reduced = stops;
  return wanted;
}

TEST(ReducedSearch, ProvesThatNoRunFails) {
  const report r = check(program_of({{action::increment}, {action::increment}}), reduced(1));
  EXPECT_EQ(r.result, verdict::clean) << format_text(r);
  ASSERT_TRUE(r.proved.has_value());
  EXPECT_EQ(r.proved->stops, 1U);
  EXPECT_THAT(format_text(r),
              HasSubstr("proved: no run with at most 1 stop fails, whatever the order of tasks"));
}

// Two orders of tasks that no sweep tries, and a stop: the number is read before a store, and the
// store is lost.
TEST(ReducedSearch, FindsWhatTakesSeveralReorders) {
  const report r = check(make_program([] {
                           shared<int> number("number");
                           const auto add_twice = [&number] {
                             for (int i = 0; i < 2; ++i) {
                               const int before = await(number.load());
                               await(number.store(before + 1));
                             }
                           };
                           auto one = spawn("one", add_twice);
                           auto other = spawn("other", add_twice);
                           await(one.join());
                           await(other.join());
                           const auto more_than_two =
                               at_end("more than two", [&] { return number.peek() > 2; });
                         }),
                         reduced(0));
  EXPECT_EQ(r.result, verdict::findings);
  EXPECT_FALSE(r.proved.has_value());
}

TEST(ReducedSearch, NoticesWhatIsSharedAndNotDeclared) {
  const report r = check(make_program([] {
                           int undeclared = 0;
                           shared<int> declared;
                           auto writer = spawn("writer", [&] {
                             await(yield());
                             undeclared = 1;
                           });
                           auto reader = spawn("reader", [&] {
                             await(yield());
                             if (undeclared == 0) await(declared.store(1));
                           });
                           auto other = spawn("other", [&] { await(declared.store(2)); });
                           await(writer.join());
                           await(reader.join());
                           await(other.join());
                         }),
                         reduced(0));
  EXPECT_EQ(r.result, verdict::not_deterministic) << format_text(r);
  EXPECT_THAT(format_text(r), HasSubstr("share what is not declared"));
}

TEST(ReducedSearch, RefusesWhatContradictsIt) {
  options both = reduced(1);
  both.exhaustive = 2;
  options in_order = reduced(1);
  in_order.order = task_order::fifo;
  options too_few = reduced(3);
  for (const auto& [wanted, why] :
       {std::pair(both, "both `.exhaustive = 2` and `.reduced = 1`"),
        std::pair(in_order, "ask for `.exhaustive` instead"),
        std::pair(too_few, "expected `.stops` to allow for the 3 of `.reduced`, found 2")}) {
    const report r = check(program_of({{action::yields}, {action::yields}}), wanted);
    EXPECT_EQ(r.result, verdict::bad_input);
    EXPECT_THAT(r.message, HasSubstr(why));
  }
}

}  // namespace
}  // namespace cutpoint
