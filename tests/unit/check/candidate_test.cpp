#include "check/candidate.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace cutpoint {
namespace {

candidate some_candidate() {
  return {.identity = {.by = oracle::leak, .subject = "connection", .task = "main/notify"},
          .at = {.phase = search_phase::random,
                 .job = std::numeric_limits<std::uint64_t>::max(),
                 .run = 3,
                 .steps = 17},
          .runs_to_find = 0,
          .taken = {{3, 1}, {std::numeric_limits<std::uint32_t>::max(), 7}},
          .difference = "event 1 was \"a\"\nand then \"b\""};
}

TEST(Candidate, ComesOutOfItsMessageAsItWas) {
  const candidate sent = some_candidate();
  const candidate heard = candidate_from(to_message(sent));
  EXPECT_EQ(heard.identity, sent.identity);
  EXPECT_EQ(heard.at, sent.at);
  EXPECT_EQ(heard.difference, sent.difference);
  ASSERT_EQ(heard.taken.size(), 2U);
  EXPECT_EQ(heard.taken[1].number, sent.taken[1].number);
  EXPECT_EQ(heard.taken[1].move, sent.taken[1].move);
}

TEST(Candidate, IsSentInOneLine) {
  EXPECT_EQ(to_message(some_candidate()).find('\n'), std::string::npos);
}

TEST(Candidate, SurvivesTextThatIsNotUtf8) {
  candidate odd = some_candidate();
  odd.identity.subject = "conn\xff";
  EXPECT_EQ(candidate_from(to_message(odd)).identity.by, oracle::leak);
}

}  // namespace
}  // namespace cutpoint
