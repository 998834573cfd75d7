#include "unit/one_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace cutpoint::unit {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

// main has two children, of which the first has a child of its own.
void family() {
  auto parent = spawn("parent", [] {
    auto child = spawn("child", [] { await(sleep_for(1s, "child.work")); });
    await(child.join());
  });
  auto uncle = spawn("uncle", [] { await(sleep_for(1s, "uncle.work")); });
  await(parent.join());
  await(uncle.join());
}

choosing stop_scope_of(std::string task, stop_mode mode) {
  return stop_where([task = std::move(task), mode](const deviation& d) {
    return d.address.reach == stop_reach::scope && d.address.task == task && d.mode == mode &&
           d.address.at == window::parked;
  });
}

std::vector<std::string> targets(const one_run& run) {
  std::vector<std::string> paths;
  for (const delivered_stop& s : run.run.stops()) paths.push_back(path_of(*s.target));
  return paths;
}

TEST(ScopeStop, ReachesATaskAndItsDescendantsInSpawnOrder) {
  const one_run run(family, stop_scope_of("main/parent", stop_mode::edge),
                    one_stop(stop_mode::edge));
  EXPECT_THAT(targets(run), ElementsAre("main/parent", "main/parent/child"));
  EXPECT_EQ(run.end, run_end::completed);
}

TEST(ScopeStop, OfMainReachesTheWholeProgram) {
  const one_run run(family, stop_scope_of("main", stop_mode::level), one_stop(stop_mode::level));
  EXPECT_THAT(targets(run),
              IsSupersetOf({"main", "main/parent", "main/uncle", "main/parent/child"}));
}

TEST(ScopeStop, DropsTheYoungestFirst) {
  const one_run run(family, stop_scope_of("main/parent", stop_mode::drop),
                    one_stop(stop_mode::drop));
  EXPECT_THAT(targets(run), ElementsAre("main/parent/child", "main/parent"));
}

TEST(ScopeStop, IsOneChoice) {
  const one_run run(family, stop_scope_of("main", stop_mode::request),
                    one_stop(stop_mode::request));
  EXPECT_EQ(run.run.deviations().size(), 1U);
}

TEST(ScopeStop, TellsWithWhomATaskWasStopped) {
  const one_run run(family, stop_scope_of("main/parent", stop_mode::edge),
                    one_stop(stop_mode::edge));
  EXPECT_THAT(run.log, Contains("2 >> stop (edge) reaches main/parent/child with main/parent, "
                                "before it starts"));
}

TEST(ScopeStop, IsNotOfferedForATaskWithoutChildren) {
  std::vector<std::string> offered;
  const one_run run(family, choosing([&offered](const choice_point& p) -> std::uint32_t {
                      for (std::uint32_t move = p.picks(); move < p.moves(); ++move)
                        if (const deviation d = p.describe(move);
                            d.address.reach == stop_reach::scope)
                          offered.push_back(d.address.task);
                      return 0;
                    }),
                    one_stop(stop_mode::edge));
  EXPECT_THAT(offered, Contains("main/parent"));
  EXPECT_THAT(offered, Not(Contains("main/uncle")));
  EXPECT_THAT(offered, Not(Contains("main/parent/child")));
}

TEST(ShieldedStop, IsOfferedOnceASuspension) {
  std::size_t offered = 0;
  const one_run run(
      [] {
        auto noise = spawn("noise", [] {
          for (int i = 0; i < 5; ++i) await(yield("noise"));
        });
        const shield whole;
        await(sleep_for(1s, "shielded"));
        await(noise.join());
      },
      choosing([&offered](const choice_point& p) -> std::uint32_t {
        for (std::uint32_t move = p.picks(); move < p.moves(); ++move)
          if (const deviation d = p.describe(move);
              d.address.operation == "shielded" && d.address.reach == stop_reach::task)
            ++offered;
        return 0;
      }),
      one_stop(stop_mode::edge));
  EXPECT_EQ(offered, 1U + 1U) << "parked, and granted";
}

}  // namespace
}  // namespace cutpoint::unit
