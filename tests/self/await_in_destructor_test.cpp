#include <cutpoint/program/await_in_destructor.hpp>

#include "self/every_run.hpp"

#include <cutpoint/program/at_end.hpp>
#include <cutpoint/program/mutex.hpp>
#include <cutpoint/program/scope.hpp>
#include <cutpoint/program/yield.hpp>

#include <optional>
#include <string>

namespace cutpoint::self {
namespace {

// A pool that is handed back to under a mutex, by destructors.
struct pool {
  mutex door;
  int out = 0;

  class lease {
   public:
    explicit lease(pool& from) : from_(&from) { ++from.out; }
    lease(const lease&) = delete;
    lease& operator=(const lease&) = delete;
    ~lease() {
      const std::optional<mutex_guard> mine = await_in_destructor(from_->door.lock());
      if (mine) --from_->out;
    }

   private:
    pool* from_;
  };
};

void two_borrow_from_a_pool() {
  pool p;
  const auto all_back = at_end("everything is handed back", [&p] { return p.out == 0; });
  const auto free = at_end("the mutex is free", [&p] { return !p.door.locked(); });
  scope all;
  for (int i = 0; i < 2; ++i) {
    all.spawn("borrows", [&p] {
      const pool::lease mine(p);
      const mutex_guard inside = await(p.door.lock());
      await(yield("works"));
    });
  }
  await(all.join());
}

// Two tasks, at most four deviations, of which at most two are stops in any mode but drop, under
// which a destructor must not wait: exhaustive.
TEST(AwaitInDestructorInEveryRun, IsNotCutShort) {
  EXPECT_TRUE(passes_in_every_run(&two_borrow_from_a_pool,
                                  {.modes = {stop_mode::edge, stop_mode::level, stop_mode::request},
                                   .deviations = 4,
                                   .stops = 2}));
}

TEST(AwaitInDestructorInEveryRun, IsAFindingUnderADrop) {
  const testing::AssertionResult result = passes_in_every_run(
      &two_borrow_from_a_pool, {.modes = {stop_mode::drop}, .deviations = 1, .stops = 1});
  EXPECT_FALSE(result);
  EXPECT_NE(std::string(result.message()).find("while its frame is dropped"), std::string::npos);
}

}  // namespace
}  // namespace cutpoint::self
