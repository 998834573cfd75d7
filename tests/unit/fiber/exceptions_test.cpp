// Exceptions in flight belong to their task.

#include "unit/one_run.hpp"

#include <gtest/gtest.h>

#include <exception>
#include <stdexcept>
#include <string>

namespace cutpoint::unit {
namespace {

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
}

std::string current_message() { return message_of(std::current_exception()); }

TEST(FiberExceptions, ATaskThatSuspendsInAHandlerFindsItsOwnExceptionAgain) {
  std::string a;
  std::string b;
  const auto handles = [](const char* what, std::string& seen) {
    try {
      throw std::runtime_error(what);
    } catch (const std::runtime_error&) {
      await(yield());
      seen = current_message();
    }
  };
  one_run([&] {
    auto first = spawn("first", handles, "one", std::ref(a));
    auto second = spawn("second", handles, "two", std::ref(b));
    await(first.join());
    await(second.join());
  });
  EXPECT_EQ(a, "one");
  EXPECT_EQ(b, "two");
}

TEST(FiberExceptions, ARethrowAfterResumingThrowsTheTasksOwnException) {
  std::string seen;
  one_run([&] {
    auto other = spawn("other", [] {
      try {
        throw std::runtime_error("other");
      } catch (...) {
        await(yield());
        await(yield());
      }
    });
    try {
      try {
        throw std::runtime_error("mine");
      } catch (...) {
        await(yield());
        throw;
      }
    } catch (const std::runtime_error& e) {
      seen = e.what();
    }
    await(other.join());
  });
  EXPECT_EQ(seen, "mine");
}

TEST(FiberExceptions, NestedHandlersUnwindInOrderAcrossSuspensions) {
  std::string inner;
  std::string outer;
  one_run([&] {
    auto other = spawn("other", [] {
      for (int i = 0; i < 5; ++i) {
        try {
          throw std::runtime_error("noise");
        } catch (...) {
          await(yield());
        }
      }
    });
    try {
      throw std::runtime_error("outer");
    } catch (...) {
      await(yield());
      try {
        throw std::runtime_error("inner");
      } catch (...) {
        await(yield());
        inner = current_message();
      }
      await(yield());
      outer = current_message();
    }
    await(other.join());
  });
  EXPECT_EQ(inner, "inner");
  EXPECT_EQ(outer, "outer");
}

TEST(FiberExceptions, AnotherTaskSeesNoExceptionInFlight) {
  int seen = -1;
  std::exception_ptr handled;
  one_run([&] {
    auto looks = spawn("looks", [&] {
      seen = std::uncaught_exceptions();
      handled = std::current_exception();
    });
    struct suspends {
      ~suspends() { await(yield()); }
    };
    try {
      const suspends at_exit;
      throw std::runtime_error("in flight");
    } catch (const std::runtime_error&) {
      await(looks.join());
    }
  });
  EXPECT_EQ(seen, 0);
  EXPECT_EQ(handled, nullptr);
}

TEST(FiberExceptions, ADestructorThatSuspendsDuringUnwindingStillSeesTheExceptionInFlight) {
  int before = -1;
  int after = -1;
  std::string caught;
  one_run([&] {
    auto other = spawn("other", [] {
      await(yield());
      await(yield());
    });
    struct suspends {
      int& before;
      int& after;
      ~suspends() {
        before = std::uncaught_exceptions();
        await(yield());
        after = std::uncaught_exceptions();
      }
    };
    try {
      const suspends at_exit{before, after};
      throw std::runtime_error("in flight");
    } catch (const std::runtime_error& e) {
      caught = e.what();
    }
    await(other.join());
  });
  EXPECT_EQ(before, 1);
  EXPECT_EQ(after, 1);
  EXPECT_EQ(caught, "in flight");
}

TEST(FiberExceptions, AnExceptionThatLeavesATaskIsItsOutcome) {
  std::string seen;
  one_run([&] {
    auto fails = spawn("fails", [] { throw std::runtime_error("the disk is full"); });
    seen = message_of(await(fails.join()).error());
  });
  EXPECT_EQ(seen, "the disk is full");
}

TEST(FiberExceptions, ARunWithinAHandlerLeavesTheHandlersExceptionAlone) {
  std::string seen;
  try {
    throw std::runtime_error("outside");
  } catch (...) {
    one_run([] {
      EXPECT_EQ(std::current_exception(), nullptr);
      await(yield());
    });
    seen = current_message();
  }
  EXPECT_EQ(seen, "outside");
}

}  // namespace
}  // namespace cutpoint::unit
