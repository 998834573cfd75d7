#pragma once

#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>
#include <cutpoint/rapidcheck.hpp>

#include <cstddef>
#include <cstdlib>
#include <functional>
#include <ostream>
#include <vector>

/// Programs with inputs, most of which have a bug.
namespace cutpoint::properties {

enum class op { put, rest };

inline void showValue(op o, std::ostream& os) { os << (o == op::put ? "put" : "rest"); }

/// Stopped while it stores an item, the consumer puts it back; but not where others wait.
inline void consume(std::vector<int>& waiting, int& stored) {
  while (!waiting.empty()) {
    const int item = waiting.back();
    waiting.pop_back();
    try {
      await(yield("store"));
    } catch (const cancelled&) {
      if (waiting.empty()) waiting.push_back(item);
      throw;
    }
    ++stored;
  }
}

/// Loses an item where two were put before it stores the first, and it is stopped then.
inline void loses_an_item(const std::vector<op>& script) {
  std::vector<int> waiting;
  int put = 0;
  int stored = 0;
  for (const op o : script) {
    if (o == op::put) waiting.push_back(++put);
    if (o == op::rest) await(yield("rest"));
  }
  auto consumer = spawn("consumer", consume, std::ref(waiting), std::ref(stored));
  await(consumer.join());
  RC_ASSERT(stored + static_cast<int>(waiting.size()) == put);
}

/// Keeps its connection where there are three letters or more, and it is stopped.
inline void leaks_for_three(const std::vector<int>& letters) {
  const entry_id connection = acquire("connection");
  if (letters.size() < 3) release(connection);
  await(yield("send"));
  if (letters.size() >= 3) release(connection);
}

/// Fails from ten on, undisturbed.
inline void fails_from_ten(unsigned char number) {
  await(yield("think"));
  RC_ASSERT(number < 10);
}

inline void add_one(shared<int>& sum) {
  const int before = await(sum.load());
  await(sum.store(before + 1));
}

/// Loses an addition where two tasks add at the same time.
inline void loses_an_addition(unsigned char adders) {
  RC_PRE(adders < 8);
  shared<int> sum("sum", 0);
  scope all;
  for (int i = 0; i < adders; ++i) all.spawn("adder", add_one, std::ref(sum));
  await(all.join());
  if (this_run::undisturbed()) RC_ASSERT(await(sum.load()) == adders);
}

/// A coroutine that leaks where it is stopped, whatever its inputs are.
inline task<void> leaks_as_a_coroutine(std::vector<int>, int) {
  const entry_id connection = acquire("connection");
  co_await yield("send");
  release(connection);
}

/// Ends its process where there are two letters or more.
inline void dies_of_two(const std::vector<int>& letters) {
  await(yield("send"));
  if (letters.size() >= 2) std::abort();
}

/// Is not the same when it is made again, where there are two letters or more.
inline void depends_on_its_past(const std::vector<int>& letters) {
  static int runs = 0;
  ++runs;
  await(yield("send"));
  if (letters.size() >= 2 && runs % 2 == 0) await(yield("send.again"));
}

inline void holds(const std::vector<int>& items) {
  int seen = 0;
  for (std::size_t i = 0; i < items.size() && i < 5; ++i) {
    await(yield("look"));
    ++seen;
  }
  RC_ASSERT(seen <= 5);
}

}  // namespace cutpoint::properties

template <>
struct rc::Arbitrary<cutpoint::properties::op> {
  static Gen<cutpoint::properties::op> arbitrary() {
    return gen::element(cutpoint::properties::op::put, cutpoint::properties::op::rest);
  }
};
