// How many runs of a program of Boost.Asio's that makes a second.

#include "asio_echo.hpp"
#include "goal.hpp"
#include "measure.hpp"
#include "random_runs.hpp"

#include <benchmark/benchmark.h>

namespace cutpoint::bench {
namespace {

const bool added = [] {
  add_goal({"Asio echo session of 16 steps", "runs/s", wanted::at_least, 100'000,
            "the session on an io_context"},
           [](benchmark::State& state) {
             random_runs runs(asio_echo());
             const measured m = measure(state, [&] { runs.run(); }, plain_asio_echo_ns);
             report(state, 1e9 / m.ns_per_run, 1e9 / m.limit);
           });
  return true;
}();

}  // namespace
}  // namespace cutpoint::bench
