#include <cutpoint/program/shared.hpp>

#include "self/every_run.hpp"

#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/scope.hpp>

namespace cutpoint::self {
namespace {

// Two add 1 each; one that is stopped before it has added adds nothing.
template <class Add>
void two_add(Add add) {
  shared<int> total("total", 0);
  int added = 0;
  const auto exact = at_end("the total is exact", [&] { return total.peek() == added; });
  scope all;
  for (int i = 0; i < 2; ++i) {
    all.spawn("adds", [&] {
      add(total);
      ++added;
    });
  }
  await(all.join());
}

// Two tasks, at most four deviations, of which at most two are stops in any mode: exhaustive.
TEST(SharedInEveryRun, LosesNoUpdate) {
  EXPECT_TRUE(passes_in_every_run(
      [] { two_add([](shared<int>& total) { await(total.update([](int& value) { ++value; })); }); },
      {.deviations = 4, .stops = 2}));
}

// A single reorder finds what is wrong with this.
TEST(SharedInEveryRun, LosesAnUpdateThatIsTwoAccesses) {
  EXPECT_FALSE(passes_in_every_run(
      [] { two_add([](shared<int>& total) { await(total.store(await(total.load()) + 1)); }); },
      {.deviations = 1, .stops = 0}));
}

}  // namespace
}  // namespace cutpoint::self
