#include "check/worker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class Worker : public ::testing::Test {
 protected:
  template <class Work>
  worker_end run(Work work) {
    return run_in_worker(*state_, {.hang_after = 300ms, .blocked_after = 1s, .max_memory = 0}, work,
                         [this](std::string_view message) { heard_.emplace_back(message); });
  }
  shared_pages state_;
  std::vector<std::string> heard_;
};

TEST_F(Worker, SendsMessagesInOrder) {
  const worker_end end = run([](const message_sink& tell) {
    tell("one");
    tell("");
    tell("three");
  });
  EXPECT_FALSE(end.died);
  EXPECT_THAT(heard_, ElementsAre("one", "", "three"));
}

TEST_F(Worker, SendsManyAndLongMessages) {
  run([](const message_sink& tell) {
    for (int i = 0; i < 2'000; ++i) tell(std::to_string(i) + std::string(1'000, 'x'));
  });
  ASSERT_THAT(heard_, SizeIs(2'000));
  EXPECT_EQ(heard_[1'999], "1999" + std::string(1'000, 'x'));
}

TEST_F(Worker, HasSentWhatItSaidBeforeItDied) {
  const worker_end end = run([](const message_sink& tell) {
    tell("last");
    std::abort();
  });
  EXPECT_TRUE(end.died);
  EXPECT_THAT(heard_, ElementsAre("last"));
}

TEST_F(Worker, LeavesTheCauseOfItsDeath) {
  run([](const message_sink&) { std::abort(); });
  EXPECT_EQ(state_->death.cause, death_cause::signal);
  EXPECT_EQ(state_->death.number, SIGABRT);
}

TEST_F(Worker, TellsThatItDiedBetweenRuns) {
  run([](const message_sink&) { std::abort(); });
  EXPECT_EQ(state_->death.place, death_place::between_runs);
}

TEST_F(Worker, TellsASignalFromAnotherProcess) {
  run([](const message_sink&) {
    if (fork() == 0) {
      kill(getppid(), SIGTERM);
      _exit(0);
    }
    pause();
  });
  EXPECT_TRUE(state_->death.from_outside);
  run([](const message_sink&) { kill(getpid(), SIGTERM); });
  EXPECT_FALSE(state_->death.from_outside);
}

TEST_F(Worker, LeavesNoCauseOfAnEarlierDeath) {
  run([](const message_sink&) { std::abort(); });
  const worker_end end = run([](const message_sink&) { _exit(4); });
  EXPECT_TRUE(end.died);
  EXPECT_EQ(state_->death.cause, death_cause::exited);
  EXPECT_EQ(state_->death.number, 4);
}

TEST_F(Worker, DiedWhereItLeftBeforeItsWorkWasDone) {
  EXPECT_TRUE(run([](const message_sink&) { _exit(0); }).died);
  EXPECT_TRUE(run([](const message_sink&) { std::exit(0); }).died);
}

TEST_F(Worker, DiedWhereAnExceptionLeftItsWork) {
  EXPECT_TRUE(run([](const message_sink&) { throw 7; }).died);
  EXPECT_EQ(state_->death.cause, death_cause::terminated);
}

TEST_F(Worker, KeepsTheEndOfWhatItPrinted) {
  const worker_end end = run([](const message_sink&) {
    for (int i = 0; i < 10'000; ++i) std::printf("line %d\n", i);
    std::fflush(stdout);
    std::abort();
  });
  EXPECT_TRUE(end.last_words.ends_with("line 9999\n"));
  EXPECT_LT(end.last_words.size(), 50'000U);
}

TEST_F(Worker, ChangesNothingHereButTheSharedState) {
  int value = 1;
  run([&](const message_sink&) {
    value = 2;
    state_->runs = 7;
  });
  EXPECT_EQ(value, 1);
  EXPECT_EQ(state_->runs, 7U);
}

}  // namespace
}  // namespace cutpoint
