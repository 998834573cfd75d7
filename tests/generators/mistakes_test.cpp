// The mistakes of examples/generators: each is found as declared, in its smallest run, which tells
// the approved story; and each fix passes the whole search, with every stop.

#include "golden/approved_text.hpp"

#include <generators/versions.hpp>

#include <cutpoint/check.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace generators {

void PrintTo(const mistake& m, std::ostream* out) { *out << m.title; }

namespace {

// The whole search is a matter of a second where it is optimized.
#ifdef NDEBUG
constexpr std::uint64_t most_runs = cutpoint::options{}.max_runs;
#else
constexpr std::uint64_t most_runs = 500;
#endif

cutpoint::options quietly(const version& v) {
  cutpoint::options wanted = options_of(v);
  wanted.out.clear();
  wanted.max_time = std::chrono::minutes(4);
  wanted.max_runs = most_runs;
  return wanted;
}

class Mistake : public ::testing::TestWithParam<mistake> {};

std::string test_name(const ::testing::TestParamInfo<mistake>& tested) {
  return tested.param.bug.name.substr(0, tested.param.bug.name.find('/'));
}

TEST_P(Mistake, IsFoundAndShrunkToItsSmallestRun) {
  const version& v = GetParam().bug;
  const cutpoint::report r = check(v.program, quietly(v));
  EXPECT_EQ(complaint_about(v, quietly(v), r), "");
  ASSERT_EQ(r.findings.size(), 1U);
  const cutpoint::explained_finding& f = r.findings.front();
  EXPECT_EQ(f.shrunk, cutpoint::shrink_end::fixpoint);
  EXPECT_EQ(f.how.deviations.size(), 1U);
  std::string log;
  for (const cutpoint::event_record& e : f.events) log += log_line(e) + "\n";
  std::string name = v.name;
  std::ranges::replace(name, '/', '_');
  EXPECT_TRUE(cutpoint::golden::is_approved("generators/" + name + ".txt",
                                            format_trace(f.how) + "\n" + log));
}

TEST_P(Mistake, IsFixedForEveryStop) {
  const version& v = GetParam().fix;
  EXPECT_EQ(complaint_about(v, quietly(v), check(v.program, quietly(v))), "");
}

INSTANTIATE_TEST_SUITE_P(Generators, Mistake, ::testing::ValuesIn(all_mistakes()), test_name);

}  // namespace
}  // namespace generators
