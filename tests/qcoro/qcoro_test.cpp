// QCoro programs on a Qt event loop that the kernel drives.

// Qt comes first: its macros `slots`, `signals` and `emit` must do Cutpoint's headers no harm.
#include <QObject>

#include <cutpoint/check.hpp>
#include <cutpoint/qcoro.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QCoro/QCoroFuture>
#include <QCoro/QCoroSignal>
#include <QCoro/QCoroTimer>

#include <QPromise>
#include <QTimer>

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

options searched(stop_modes modes) {
  return {.name = "qcoro", .modes = modes, .depth_runs = 1'000, .random_runs = 200, .out = ""};
}

void expect_one_deviation(const report& r, const finding_identity& identity) {
  ASSERT_THAT(r.findings, SizeIs(1)) << r.message;
  EXPECT_EQ(r.findings.front().what.identity, identity);
  ASSERT_THAT(r.findings.front().how.deviations, SizeIs(1));
}

void expect_clean(const report& r) {
  EXPECT_EQ(r.result, verdict::clean) << r.message;
  EXPECT_THAT(r.findings, IsEmpty());
  EXPECT_TRUE(r.exhausted);
}

// An answer that comes in 50 ms, unless a stop aborts it: QCoro then goes on as well.
class answer {
 public:
  answer() : hears_([this] { abort(); }) {
    promise_.start();
    arrival_.setObjectName("answer");
    arrival_.setSingleShot(true);
    QObject::connect(&arrival_, &QTimer::timeout, [this] { promise_.finish(); });
    arrival_.start(50ms);
    if (this_task::stop_requested()) abort();
  }
  QFuture<void> future() { return promise_.future(); }

 private:
  void abort() {
    if (promise_.future().isFinished()) return;
    arrival_.stop();
    promise_.future().cancel();
    promise_.finish();
  }

  QPromise<void> promise_;
  QTimer arrival_;
  stop_callback<std::function<void()>> hears_;
};

struct lease {
  ~lease() { release(entry); }
  entry_id entry = acquire("connection");
};

QCoro::Task<> fetch_and_forget() {
  const entry_id connection = acquire("connection");
  answer reply;
  co_await reply.future();
  if (reply.future().isCanceled()) co_return;  // and keeps the connection
  release(connection);
}

QCoro::Task<> fetch() {
  const lease connection;
  answer reply;
  co_await reply.future();
}

TEST(QCoro, AnAbortThatKeepsTheConnectionIsFoundAndShrunkToOneDeviation) {
  expect_one_deviation(check(qcoro::make_program(fetch_and_forget), searched({stop_mode::request})),
                       {.by = oracle::leak, .subject = "connection", .task = "main"});
}

TEST(QCoro, TheFixPassesSweepAndSearch) {
  expect_clean(check(qcoro::make_program(fetch), searched({stop_mode::request})));
}

// The answer and the deadline are due at the same time, and whoever is first closes.
QCoro::Task<> close_at(const char* name, int& closed, bool looks) {
  QTimer timer;
  timer.setObjectName(name);
  timer.setSingleShot(true);
  timer.start(50ms);
  co_await timer;
  if (!looks || closed == 0) ++closed;
}

QCoro::Task<> close(bool answer_looks) {
  int closed = 0;
  const auto once = at_end("closed once", [&] { return closed == 1; });
  const auto answered = close_at("answer", closed, answer_looks);
  const auto timed_out = close_at("deadline", closed, true);
  co_await answered;
  co_await timed_out;
}

TEST(QCoro, TwoTimersInTheOtherOrderAreFoundAndShrunkToOneDeviation) {
  expect_one_deviation(
      check(qcoro::make_program([] { return close(false); }), searched({stop_mode::request})),
      {.by = oracle::invariant, .subject = "closed once", .task = ""});
}

TEST(QCoro, ACloseThatLooksFirstPasses) {
  expect_clean(
      check(qcoro::make_program([] { return close(true); }), searched({stop_mode::request})));
}

TEST(QCoro, ADayOfVirtualTimeDeafToARequestIsAnIgnoredStop) {
  expect_one_deviation(
      check(qcoro::make_program([]() -> QCoro::Task<> { co_await QCoro::sleepFor(24h); }),
            searched({stop_mode::request})),
      {.by = oracle::ignored_stop, .subject = "timer", .task = "main"});
}

TEST(QCoro, QueuedSignalsKeepTheirOrderAndArriveBetweenTimers) {
  static std::string heard;
  const report r =
      check(qcoro::make_program([]() -> QCoro::Task<> {
              heard.clear();
              QObject source;
              QObject sink;
              QObject::connect(
                  &source, &QObject::objectNameChanged, &sink,
                  [](const QString& name) { heard += name.toStdString(); }, Qt::QueuedConnection);
              source.setObjectName("a");
              source.setObjectName("b");
              co_await QCoro::sleepFor(1ms);
              if (this_run::undisturbed() && heard != "ab")
                throw std::runtime_error("heard " + heard);
            }),
            searched({stop_mode::request}));
  expect_clean(r);
}

TEST(QCoro, AnExceptionThatLeavesMainIsFound) {
  const report r = check(qcoro::make_program([]() -> QCoro::Task<> {
                           co_await QCoro::sleepFor(1ms);
                           throw std::runtime_error("no route");
                         }),
                         searched({stop_mode::request}));
  ASSERT_THAT(r.findings, SizeIs(1)) << r.message;
  EXPECT_EQ(r.findings.front().what.identity.by, oracle::unhandled_exception);
}

TEST(QCoro, ANestedEventLoopIsMisuse) {
  const report r = check(qcoro::make_program([]() -> QCoro::Task<> {
                           QCoro::waitFor(QCoro::sleepFor(1ms));
                           co_return;
                         }),
                         searched({stop_mode::request}));
  ASSERT_THAT(r.findings, SizeIs(1)) << r.message;
  EXPECT_EQ(r.findings.front().what.identity.by, oracle::death);
}

TEST(QCoro, AnyModeButRequestIsBadInput) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::level, stop_mode::drop}) {
    const report r = check(qcoro::make_program(fetch), searched({mode}));
    EXPECT_EQ(r.result, verdict::bad_input);
    EXPECT_THAT(r.message, HasSubstr("declares {request}"));
  }
}

}  // namespace
}  // namespace cutpoint
