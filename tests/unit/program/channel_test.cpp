#include <cutpoint/program/channel.hpp>

#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace cutpoint {
namespace {

using testing::ElementsAre;
using unit::one_run;

TEST(Channel, GivesValuesInTheOrderInWhichTheyWereSent) {
  std::vector<int> received;
  one_run([&received] {
    channel<int> numbers(2);
    auto sends = spawn("sends", [&numbers] {
      for (int i = 1; i <= 5; ++i) await(numbers.send(i));
      numbers.close();
    });
    while (const std::optional<int> next = await(numbers.receive())) received.push_back(*next);
    await(sends.join());
  });
  EXPECT_THAT(received, ElementsAre(1, 2, 3, 4, 5));
}

TEST(Channel, LetsASenderWaitForRoom) {
  std::string told;
  one_run([&told] {
    channel<int> numbers(2);
    auto sends = spawn("sends", [&] {
      for (int i = 1; i <= 3; ++i) {
        await(numbers.send(i));
        told += static_cast<char>('0' + i);
      }
    });
    await(sleep_for(1s));
    told += '|';
    await(numbers.receive());
    await(sends.join());
    told += numbers.size() == 2 ? " 2 left" : " ?";
  });
  EXPECT_EQ(told, "12|3 2 left");
}

TEST(Channel, WithoutRoomLetsSenderAndReceiverMeet) {
  std::string told;
  one_run([&told] {
    channel<int> handshake(0);
    auto sends = spawn("sends", [&] {
      await(handshake.send(1));
      told += 's';
    });
    await(sleep_for(1s));
    told += '|';
    told += static_cast<char>('0' + *await(handshake.receive()));
    await(sends.join());
    auto receives =
        spawn("receives", [&] { told += static_cast<char>('0' + *await(handshake.receive())); });
    await(sleep_for(1s));
    await(handshake.send(2));
    await(receives.join());
  });
  EXPECT_EQ(told, "|s12");
}

TEST(Channel, ServesReceiversInTheOrderInWhichTheyCame) {
  std::string told;
  one_run([&told] {
    channel<char> letters(1);
    scope all;
    for (const char name : {'1', '2', '3'}) {
      all.spawn("receives", [&, name] {
        told += *await(letters.receive());
        told += name;
      });
    }
    await(sleep_for(1s));
    for (const char letter : {'a', 'b', 'c'}) await(letters.send(letter));
    await(all.join());
  });
  EXPECT_EQ(told, "a1b2c3");
}

TEST(Channel, ThatIsClosedGivesWhatIsLeftAndThenNothing) {
  std::vector<int> received;
  one_run([&received] {
    channel<int> numbers(2);
    await(numbers.send(1));
    await(numbers.send(2));
    numbers.close();
    for (int i = 0; i < 3; ++i) received.push_back(await(numbers.receive()).value_or(-1));
  });
  EXPECT_THAT(received, ElementsAre(1, 2, -1));
}

TEST(Channel, ThatIsClosedLetsGoWhoWaits) {
  std::string told;
  const one_run run([&told] {
    channel<int> full(1);
    channel<int> empty(1);
    await(full.send(1));
    auto sends = spawn("sends", [&] {
      try {
        await(full.send(2));
      } catch (const channel_closed&) {
        told += 's';
      }
    });
    auto receives = spawn("receives", [&] { told += await(empty.receive()) ? '?' : 'r'; });
    await(sleep_for(1s));
    full.close();
    empty.close();
    await(sends.join());
    await(receives.join());
    told += full.size() == 1 ? '1' : '?';
  });
  EXPECT_EQ(told, "sr1");
}

TEST(Channel, TakesNothingOnceItIsClosedAlsoFromASenderThatWasGivenRoom) {
  std::string told;
  one_run([&told] {
    channel<int> numbers(1);
    await(numbers.send(1));
    auto sends = spawn("sends", [&] {
      try {
        await(numbers.send(2));
      } catch (const channel_closed&) {
        told += 'c';
      }
    });
    await(sleep_for(1s));
    await(numbers.receive());
    numbers.close();
    await(sends.join());
    told += numbers.size() == 0 ? '0' : '?';
  });
  EXPECT_EQ(told, "c0");
}

TEST(Channel, SendsNothingForASenderThatIsStopped) {
  // In line, or with room in hand: the next sender gets it.
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    for (const bool given_room : {false, true}) {
      std::vector<int> received;
      one_run([&, mode, given_room] {
        channel<int> numbers(1);
        await(numbers.send(1));
        auto stopped = spawn("stopped", [&] { await(numbers.send(2)); });
        auto next = spawn("next", [&] { await(numbers.send(3)); });
        await(sleep_for(1s));
        if (given_room) received.push_back(*await(numbers.receive()));
        stopped.stop(mode);
        await(stopped.join());
        while (received.size() < 2) received.push_back(*await(numbers.receive()));
        await(next.join());
      });
      EXPECT_THAT(received, ElementsAre(1, 3));
    }
  }
}

TEST(Channel, GivesTheValueOfAStoppedReceiverToTheNext) {
  for (const stop_mode mode : {stop_mode::edge, stop_mode::drop}) {
    std::string told;
    one_run([&, mode] {
      channel<std::unique_ptr<int>> numbers(1);
      const auto receive = [&](char name) {
        told += name;
        told += static_cast<char>('0' + **await(numbers.receive()));
      };
      auto stopped = spawn("stopped", receive, 's');
      auto next = spawn("next", receive, 'n');
      await(sleep_for(1s));
      told += '|';
      await(numbers.send(std::make_unique<int>(7)));
      stopped.stop(mode);
      await(next.join());
    });
    EXPECT_EQ(told, "sn|7");
  }
}

TEST(Channel, KeepsTheOrderOfValuesThatComeBack) {
  std::vector<int> received;
  one_run([&received] {
    channel<int> numbers(3);
    scope receivers;
    for (int i = 0; i < 2; ++i) receivers.spawn("stopped", [&] { await(numbers.receive()); });
    await(sleep_for(1s));
    for (int i = 1; i <= 3; ++i) await(numbers.send(i));
    receivers.stop();
    await(receivers.join());
    numbers.close();
    while (const std::optional<int> next = await(numbers.receive())) received.push_back(*next);
  });
  EXPECT_THAT(received, ElementsAre(1, 2, 3));
}

TEST(Channel, GivesAValueThatComesBackAfterTheCloseToAReceiverThatHasNotRun) {
  std::string told;
  one_run([&told] {
    channel<int> numbers(1);
    auto stopped = spawn("stopped", [&] { await(numbers.receive()); });
    auto other = spawn("other", [&] {
      const std::optional<int> got = await(numbers.receive());
      told += got ? static_cast<char>('0' + *got) : '-';
    });
    await(sleep_for(1s));
    await(numbers.send(7));
    numbers.close();
    stopped.stop();
    await(stopped.join());
    await(other.join());
  });
  EXPECT_EQ(told, "7");
}

TEST(Channel, DestroysWhatNobodyReceives) {
  const one_run run([] {
    channel<tracked<int>> numbers(1);
    await(numbers.send(tracked<int>("value", 1)));
    auto sends = spawn("sends", [&] { await(numbers.send(tracked<int>("value", 2))); });
    await(sleep_for(1s));
  });
  EXPECT_THAT(run.held(), ElementsAre());
}

}  // namespace
}  // namespace cutpoint
