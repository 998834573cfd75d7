// CB65. Flow.take of kotlinx.coroutines, Kotlin: Kotlin/kotlinx.coroutines#1610, mended in
// Kotlin/kotlinx.coroutines#2057.
//
// A limiter ends its upstream by throwing an abort through it. A limiter further up catches every
// abort, takes this one for its own and returns normally. So the source behind it goes on, and
// delivers to a stage that has closed.
//
// Promise: no item arrives after the close.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <functional>

namespace cutpoint::zoo {
namespace {

using collector = std::function<void(int)>;
using flow = std::function<void(const collector&)>;

struct abort_flow {
  const void* owner;
};

enum class abort_is_caught { by_any_limiter, by_its_owner };

flow take(int count, const flow& upstream, abort_is_caught who) {
  return [=](const collector& emit) {
    int taken = 0;
    try {
      upstream([&](int item) {
        emit(item);
        if (++taken == count) throw abort_flow{&taken};
      });
    } catch (const abort_flow& thrown) {
      if (who == abort_is_caught::by_its_owner && thrown.owner != &taken) throw;
    }
  };
}

void numbers(const collector& emit) {
  for (int i = 0; i < 3; ++i) {
    await(yield("numbers"));
    emit(i);
  }
}

program one_of_two_and_another(abort_is_caught who) {
  return make_program([who] {
    int received = 0;
    const auto closed = at_end("no item arrives after the close", [&] { return received <= 1; });
    const flow two_and_another = [who](const collector& emit) {
      take(2, numbers, who)(emit);
      emit(3);
    };
    take(1, two_and_another, who)([&](int) { ++received; });
  });
}

const on_show cb65({
    .id = "CB65",
    .title = "an inner limiter takes the outer limiter's abort for its own",
    .expected = {.tasks = 1, .stops = 0, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "no item arrives after the close",
                  .task = {}},
    .buggy = one_of_two_and_another(abort_is_caught::by_any_limiter),
    .fixed = one_of_two_and_another(abort_is_caught::by_its_owner),
});

}  // namespace
}  // namespace cutpoint::zoo
