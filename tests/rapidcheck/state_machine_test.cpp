#include <cutpoint/rapidcheck/state_check.hpp>

#include "rapidcheck/leaky_semaphore.hpp"

#include <cutpoint/check/check.hpp>
#include <cutpoint/fiber.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {
namespace {

using testing::HasSubstr;
using unit::leaky_semaphore;
using unit::permits_model;

state_options quiet(std::string name, stop_modes modes = {stop_mode::edge}) {
  state_options wanted;
  wanted.property.search.name = std::move(name);
  wanted.property.search.modes = modes;
  wanted.property.search.out.clear();
  wanted.property.search.runs_in = isolation::in_process;
  return wanted;
}

template <class Semaphore>
auto semaphore_machine(int permits, when_stopped acquire = when_stopped::not_done) {
  state_machine<permits_model, Semaphore> m(
      [permits] { return std::make_unique<Semaphore>(permits); }, {.free = permits});
  m.command(
      "acquire", [](Semaphore& s) { s.acquire(); }, [](permits_model& p) { return p.acquire(); },
      acquire);
  m.command(
      "release", [](Semaphore& s) { s.release(); }, [](permits_model& p) { return p.release(); });
  return m;
}

TEST(StateMachine, FindsTheSmallestScriptAndTellsItInColumns) {
  const state_report r =
      search_machine(semaphore_machine<leaky_semaphore>(0), quiet("StateMachine.Leaky"));
  ASSERT_FALSE(r.passed());
  EXPECT_EQ(line_of(r.smallest), "acquire | acquire | release");
  EXPECT_TRUE(r.proved);
  EXPECT_THAT(r.text, HasSubstr("  A        B        C\n"
                                "  acquire  acquire  release\n"));
  EXPECT_THAT(r.text, HasSubstr("somebody waits whom the model lets go on"));
  EXPECT_THAT(r.text, HasSubstr("  A                               B               C\n"
                                "  acquire ...\n"
                                "                                  acquire: waits\n"
                                "                                                  release\n"
                                "  ... acquire: stopped, not done\n"));
  EXPECT_THAT(r.text, HasSubstr("proved: no failing run has fewer deviations"));
  EXPECT_THAT(r.text,
              HasSubstr("smallest script: no smaller one leads to this finding (42 searched)"));
  EXPECT_THAT(r.text, HasSubstr("RC_PARAMS=\"reproduce="));
}

// A counter that is read and written in two steps.
struct torn_counter {
  int add() {
    const int before = value;
    await(yield("add"));
    value = before + 1;
    return value;
  }
  int value = 0;
};

struct count {
  int value = 0;
  friend bool operator==(const count&, const count&) = default;
};

TEST(StateMachine, FindsResultsThatNoOrderExplains) {
  state_machine<count, torn_counter> m([] { return std::make_unique<torn_counter>(); });
  m.command(
      "add", [](torn_counter& c) { return c.add(); },
      [](count& c) { return std::optional<int>(++c.value); });
  const state_report r = search_machine(m, quiet("StateMachine.Torn", {}));
  ASSERT_FALSE(r.passed());
  EXPECT_EQ(line_of(r.smallest), "add | add");
  EXPECT_THAT(r.text, HasSubstr("no order of the commands explains the results"));
  EXPECT_THAT(r.text, HasSubstr("... add = 1"));
}

// Takes from one side and puts to the other, with a suspension in between.
struct account_pair {
  void transfer() {
    --left;
    await(yield("transfer"));
    ++right;
  }
  int left = 0;
  int right = 0;
};

TEST(StateMachine, FindsACommandThatIsHalfDoneWhereItIsStopped) {
  state_machine<count, account_pair> m([] { return std::make_unique<account_pair>(); });
  m.command(
      "transfer", [](account_pair& a) { a.transfer(); }, [](count& c) { return ++c.value > 0; });
  m.law("what one has lost the other has", [](const account_pair& a, const count& c) {
    return a.right == c.value && a.left == -c.value;
  });
  const state_report r = search_machine(m, quiet("StateMachine.Half"));
  ASSERT_FALSE(r.passed());
  EXPECT_EQ(line_of(r.smallest), "transfer");
  EXPECT_THAT(r.text, HasSubstr("at the end it does not hold that what one has lost"));
}

TEST(StateMachine, TakesAStoppedCommandForDoneUnlessItPromisesNotToBe) {
  // It keeps the permit where it is stopped behind taking it: done, as far as anybody can tell.
  struct slow_semaphore : leaky_semaphore {
    using leaky_semaphore::leaky_semaphore;
    void acquire() {
      if (try_acquire()) await(yield("slow"));
    }
  };
  const auto machine = [](when_stopped acquire) {
    state_machine<permits_model, slow_semaphore> m(
        [] { return std::make_unique<slow_semaphore>(1); }, {.free = 1});
    m.command(
        "acquire", [](slow_semaphore& s) { s.acquire(); },
        [](permits_model& p) { return p.acquire() || true; }, acquire);
    m.law("the permits are right",
          [](const slow_semaphore& s, const permits_model& p) { return s.available() == p.free; });
    return m;
  };
  EXPECT_TRUE(
      search_machine(machine(when_stopped::done_or_not), quiet("StateMachine.Done")).passed());
  EXPECT_FALSE(
      search_machine(machine(when_stopped::not_done), quiet("StateMachine.NotDone")).passed());
}

TEST(StateMachine, TakesItForUndoneWhereTheObjectGaveUp) {
  // Returns: false where the stop came first.
  struct telling_event {
    bool wait() {
      if (!this_task::stop_requested()) {
        const stop_callback on_stop([self = this_task::self()] { wake(self); });
        await(park("event.wait"));
      }
      return !this_task::stop_requested();
    }
  };
  state_machine<count, telling_event> m([] { return std::make_unique<telling_event>(); });
  m.command(
      "wait",
      [](telling_event& e) {
        if (!e.wait()) throw gave_up();
      },
      [](count&) { return false; });
  EXPECT_TRUE(search_machine(m, quiet("StateMachine.GaveUp", {stop_mode::request})).passed());
}

// Holds a permit for each task that has one.
struct holder {
  explicit holder(leaky_semaphore& s) : in(&s) {}
  holder(const holder&) = delete;
  holder& operator=(const holder&) = delete;
  ~holder() {
    if (holds && gives_back) in->release();
  }
  leaky_semaphore* in;
  bool holds = false;
  bool gives_back = true;
};

TEST(StateMachine, HoldsATaskThatLeavesToWhatTheModelMakesOfIt) {
  const auto machine = [](bool gives_back) {
    state_machine<permits_model, leaky_semaphore, holder> m(
        [] { return std::make_unique<leaky_semaphore>(2); }, {.free = 2});
    m.command(
        "try_acquire",
        [gives_back](holder& h) {
          h.gives_back = gives_back;
          if (h.holds) return false;
          return h.holds = h.in->try_acquire();
        },
        // Only one task takes part.
        [](permits_model& p) { return std::optional<bool>(p.free == 2 && p.acquire()); });
    m.leave([](permits_model& p, caller) { p.free = 2; });
    m.law("all permits are back",
          [](const leaky_semaphore& s, const permits_model& p) { return s.available() == p.free; });
    return m;
  };
  state_options one_task = quiet("StateMachine.Leaves");
  one_task.tasks = 1;
  EXPECT_TRUE(search_machine(machine(true), one_task).passed());
  const state_report r = search_machine(machine(false), one_task);
  EXPECT_FALSE(r.passed());
  EXPECT_EQ(line_of(r.smallest), "try_acquire");
}

TEST(StateMachine, LetsATaskWaitForEverWhereTheModelDoes) {
  state_options wanted = quiet("StateMachine.Waits", {stop_mode::edge, stop_mode::drop});
  const auto m = semaphore_machine<leaky_semaphore>(0);
  // Nobody releases.
  state_script script{{m.commands()[0].listed[0]}, {m.commands()[0].listed[0]}};
  EXPECT_TRUE(cutpoint::check(m.make(script), wanted.property.search).passed());
}

TEST(StateMachine, TellsALeakOfAScript) {
  struct careless {
    void open() {
      const entry_id file = acquire("file");
      await(yield("open"));
      release(file);
    }
  };
  state_machine<count, careless> m([] { return std::make_unique<careless>(); });
  m.command("open", [](careless& c) { c.open(); }, [](count&) { return true; });
  const state_report r = search_machine(m, quiet("StateMachine.Leak"));
  ASSERT_FALSE(r.passed());
  EXPECT_EQ(r.searched.findings.front().what.identity.by, oracle::leak);
  EXPECT_EQ(line_of(r.smallest), "open");
}

TEST(StateMachine, ReplaysTheScriptThatItsTraceHolds) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("cutpoint_state_machine_test_" + std::to_string(getpid()));
  const auto m = semaphore_machine<leaky_semaphore>(0);
  state_options wanted = quiet("StateMachine.Replayed");
  wanted.property.search.out = folder.string();
  wanted.property.search.runs_in = isolation::worker;
  const state_report found = search_machine(m, wanted);
  ASSERT_FALSE(found.searched.findings.empty());
  const std::string& trace = found.searched.findings.front().trace_path;
  ASSERT_FALSE(trace.empty()) << found.text;

  // The next check begins with it.
  const state_report again = search_machine(m, wanted);
  EXPECT_EQ(again.scripts, 1U);
  EXPECT_EQ(line_of(again.smallest), "acquire | acquire | release");
  ASSERT_EQ(again.searched.stored.size(), 1U);
  EXPECT_EQ(again.searched.stored.front().end, stored_trace_end::fails);

  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  setenv("CUTPOINT_REPLAY", trace.c_str(), 1);
  EXPECT_FALSE(check_machine("StateMachine.Replayed", m));
  EXPECT_TRUE(check_machine("StateMachine.Another", m)) << "it is skipped";
  unsetenv("CUTPOINT_REPLAY");
  const std::string events = testing::internal::GetCapturedStdout();
  EXPECT_THAT(events, HasSubstr("A        B        C\nacquire  acquire  release"));
  EXPECT_THAT(events, HasSubstr("parks semaphore.acquire"));
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("somebody waits whom the model lets go on"));
  std::filesystem::remove_all(folder);
}

TEST(StateScript, IsReadFromItsLine) {
  const auto m = semaphore_machine<leaky_semaphore>(0);
  const std::vector<state_call_ptr> calls = {m.commands()[0].listed[0], m.commands()[1].listed[0]};
  const auto read = script_of("acquire, release | acquire", calls);
  ASSERT_TRUE(read);
  EXPECT_EQ(line_of(*read), "acquire, release | acquire");
  EXPECT_EQ(size_of(*read), (script_size{.commands = 3, .tasks = 2}));
  EXPECT_FALSE(script_of("acquire release", calls));
  EXPECT_FALSE(script_of("acquire |", calls));
}

TEST(StateScript, IsEnumeratedOnceForEachSize) {
  const auto m = semaphore_machine<leaky_semaphore>(0);
  const std::vector<state_call_ptr> calls = {m.commands()[0].listed[0], m.commands()[1].listed[0]};
  std::set<std::string> lines;
  std::size_t made = 0;
  scripts_of_size scripts(calls, {.commands = 5, .tasks = 3});
  while (scripts.next()) {
    const state_script s = scripts.script();
    EXPECT_EQ(size_of(s), (script_size{.commands = 5, .tasks = 3}));
    lines.insert(line_of(s));
    ++made;
  }
  // 6 divisions of 5 into 3 positive parts, and 2 calls in each of 5 places.
  EXPECT_EQ(made, 6U * 32U);
  EXPECT_EQ(lines.size(), made);
  EXPECT_FALSE(scripts_of_size(calls, {.commands = 1, .tasks = 2}).next());
}

}  // namespace
}  // namespace cutpoint::rapidcheck
