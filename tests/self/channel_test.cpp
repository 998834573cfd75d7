#include <cutpoint/program/channel.hpp>

#include "self/every_run.hpp"
#include "self/inside.hpp"
#include "self/noted_leaving.hpp"

#include <cutpoint/program/always.hpp>
#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/sleep.hpp>
#include <cutpoint/program/yield.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <optional>
#include <vector>

namespace cutpoint::self {
namespace {

using namespace std::chrono_literals;

// What was sent and received. A send that was stopped or refused has sent nothing.
struct traffic {
  explicit traffic(std::size_t capacity) : line(capacity) {}

  void send(int value) {
    {
      const inside counted(sending);
      await(line.send(value));
    }
    sent.push_back(value);
    unsound = unsound || line.closed();
  }
  bool receive() {
    const inside counted(receiving);
    ++may_come_back;
    const std::optional<int> got = await(line.receive());
    --may_come_back;
    if (got) received.push_back(*got);
    unsound = unsound || (!got && line.size() > 0);
    return got.has_value();
  }

  // Nothing is sent once it is closed, nobody leaves while there is a value, and there are no more
  // values than fit, but for those that came back from receivers.
  bool is_sound() const { return !unsound && line.size() <= line.capacity() + may_come_back; }

  bool somebody_waits_in_vain() const {
    return (receiving > 0 && (line.size() > 0 || sending > 0)) ||
           (sending > 0 && line.size() < line.capacity());
  }
  bool in_order_of(int sender) const {
    std::vector<int> of_one;
    std::ranges::copy_if(received, std::back_inserter(of_one),
                         [sender](int value) { return value / 10 == sender; });
    return std::ranges::is_sorted(of_one);
  }
  // A receiver may have a value before its sender runs on.
  bool all_arrived_once() const {
    std::vector<int> all = sent;
    std::vector<int> arrived = received;
    std::ranges::sort(all);
    std::ranges::sort(arrived);
    return all == arrived;
  }

  channel<int> line;
  std::vector<int> sent;
  std::vector<int> received;
  int sending = 0;
  int receiving = 0;
  std::size_t may_come_back = 0;
  bool unsound = false;
};

enum class closed_by { main_when_all_is_quiet, first_sender };

// Each sender sends one value, and a second one unless it closes the channel. `main` takes what is
// left.
void send_and_receive(std::size_t capacity, int senders, int receivers,
                      closed_by closer = closed_by::main_when_all_is_quiet) {
  traffic t(capacity);
  const auto sound = always("the channel is sound", [&t] { return t.is_sound(); });
  const auto once =
      at_end("every value sent is received once", [&] { return t.all_arrived_once(); });
  bool in_vain = false;
  const auto at_once = at_end("nobody waits in vain", [&in_vain] { return !in_vain; });
  // Of two receivers, one may be on its way with a value when an earlier one comes back.
  const auto in_order = at_end("in the order of each sender", [&] {
    return receivers > 1 || (t.in_order_of(1) && t.in_order_of(2));
  });
  scope all;
  for (int i = 0; i < receivers; ++i) {
    all.spawn("receiver", [&t] {
      while (t.receive()) await(yield("uses it"));
    });
  }
  for (int sender = 1; sender <= senders; ++sender) {
    all.spawn("sender", [&t, sender, closer] {
      try {
        t.send(sender * 10 + 1);
        if (closer == closed_by::first_sender)
          t.line.close();
        else
          t.send(sender * 10 + 2);
      } catch (const channel_closed&) {
      }
    });
  }
  await(sleep_for(1s));
  in_vain = t.somebody_waits_in_vain();
  t.line.close();
  await(sleep_for(1s));
  while (t.receive()) {
  }
  await(all.join());
}

// Three tasks, at most three deviations, of which at most two are stops in any mode: exhaustive.
TEST(ChannelInEveryRun, LosesNoValueOfTwoSenders) {
  EXPECT_TRUE(
      passes_in_every_run([] { send_and_receive(1, 2, 1); }, {.deviations = 3, .stops = 2}));
}

TEST(ChannelInEveryRun, LosesNoValueOfTwoSendersThatHaveToMeetAReceiver) {
  EXPECT_TRUE(
      passes_in_every_run([] { send_and_receive(0, 2, 1); }, {.deviations = 3, .stops = 2}));
}

TEST(ChannelInEveryRun, LosesNoValueForTwoReceivers) {
  EXPECT_TRUE(
      passes_in_every_run([] { send_and_receive(1, 1, 2); }, {.deviations = 3, .stops = 2}));
}

TEST(ChannelInEveryRun, LosesNoValueForTwoReceiversThatHaveToMeetASender) {
  EXPECT_TRUE(
      passes_in_every_run([] { send_and_receive(0, 1, 2); }, {.deviations = 3, .stops = 2}));
}

TEST(ChannelInEveryRun, LosesNoValueWhereItIsClosedInBetween) {
  for (const std::size_t capacity : {0U, 1U}) {
    for (const int senders : {1, 2}) {
      const auto program = [=] {
        send_and_receive(capacity, senders, 3 - senders, closed_by::first_sender);
      };
      EXPECT_TRUE(passes_in_every_run(program, {.deviations = 3, .stops = 2}));
    }
  }
}

// A sender that comes when the receiver has given up meets nobody.
void one_comes_when_the_other_has_gone() {
  channel<int> meeting(0);
  virtual_time receiver_gone = virtual_time::max();
  bool sent = false;
  const auto nobody_there =
      always("it takes two to meet", [&] { return !sent || receiver_gone >= virtual_time(1s); });
  scope all;
  all.spawn("receiver", [&] {
    const noted_leaving leaving(receiver_gone);
    await(meeting.receive());
    await(sleep_for(1s));
  });
  all.spawn("sender", [&] {
    await(sleep_for(1s));
    try {
      await(meeting.send(1));
      sent = true;
      await(yield("met"));
    } catch (const channel_closed&) {
    }
  });
  await(sleep_for(3s));
  meeting.close();
  await(all.join());
}

// Two tasks, at most four deviations, of which at most two are stops in any mode: exhaustive.
TEST(ChannelInEveryRun, LetsNobodySendToAReceiverThatHasGone) {
  EXPECT_TRUE(
      passes_in_every_run(&one_comes_when_the_other_has_gone, {.deviations = 4, .stops = 2}));
}

}  // namespace
}  // namespace cutpoint::self
