// Shards that were merged are the whole search.

#include <cutpoint/report/merge.hpp>

#include "unit/check/checking.hpp"

#include "files/temporary_folder.hpp"

#include <cutpoint/report/json.hpp>

#include <algorithm>
#include <string>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::SizeIs;

options short_search(options wanted) {
  wanted.name = "some.test";
  wanted.depth_runs = 400;
  wanted.random_runs = 150;
  wanted.max_time = 10min;
  wanted.shrink_runs = 20;
  wanted.out.clear();
  return wanted;
}

// By way of their report files.
test_summary in_shards(const program& checked, options wanted, std::uint32_t count) {
  std::vector<test_summary> all;
  for (std::uint32_t index = count; index-- > 0;) {
    wanted.shard = {.index = index, .count = count};
    const test_summary shard = summary_of(check(checked, wanted));
    const auto parsed = parse_json(format_json({.tests = {shard}}));
    all.push_back(std::get<std::vector<test_summary>>(parsed).at(0));
  }
  auto merged = merge(std::move(all));
  if (auto* const why = std::get_if<std::string>(&merged)) {
    ADD_FAILURE() << *why;
    return {};
  }
  return std::get<std::vector<test_summary>>(merged).at(0);
}

std::string without_times_and_notes(test_summary t) {
  t.seconds = 0;
  t.notes.clear();
  return format_json({.tests = {t}});
}

struct searched {
  const char* name;
  const char* program;
  options wanted;
};

class Shards : public ::testing::TestWithParam<searched> {};

TEST_P(Shards, AreTheWholeWhenTheyAreMerged) {
  const program checked = programs::the(GetParam().program).make();
  const options wanted = short_search(GetParam().wanted);
  const test_summary whole_search = summary_of(check(checked, wanted));
  // Only so are claims compared that are made.
  EXPECT_EQ(!whole_search.proved.empty(), wanted.exhaustive > 0 || wanted.reduced.has_value());
  for (const finding_summary& f : whole_search.findings)
    EXPECT_THAT(f.story, HasSubstr(" in run " + std::to_string(f.runs_to_find)));
  const std::string whole = without_times_and_notes(whole_search);
  for (const std::uint32_t count : {1U, 2U, 7U})
    EXPECT_EQ(without_times_and_notes(in_shards(checked, wanted, count)), whole)
        << count << " shards";
}

INSTANTIATE_TEST_SUITE_P(
    Of, Shards,
    ::testing::Values(
        searched{"a_clean_program", "connections_go_back", {}},
        searched{"a_clean_program_on_few_runs", "connections_go_back", {.max_runs = 23}},
        searched{"a_clean_program_on_more_runs", "connections_go_back", {.max_runs = 150}},
        searched{"findings", "dies_and_leaks", {}},
        searched{"the_first_finding", "dies_and_leaks", {.max_findings = 1}},
        searched{"findings_on_few_runs", "dies_and_leaks", {.max_runs = 12}},
        searched{"a_finding_of_two_deviations", "account_is_overdrawn", {.max_runs = 300}},
        searched{"an_exhaustive_search", "connections_go_back", {.exhaustive = 2}},
        searched{"a_reduced_search", "connections_go_back", {.reduced = 1}},
        searched{"a_program_without_choices", "nothing_ever_waits", {}}),
    [](const auto& test) { return std::string(test.param.name); });

class MergeOf : public ::testing::Test {
 protected:
  static test_summary shard(std::uint32_t index, std::uint32_t count, options wanted = {}) {
    wanted = short_search(wanted);
    wanted.shard = {.index = index, .count = count};
    wanted.depth_runs = wanted.random_runs = 0;
    return summary_of(check(programs::the("connections_go_back").make(), wanted));
  }
  static std::string complaint(std::vector<test_summary> tests) {
    const auto merged = merge(std::move(tests));
    const auto* const why = std::get_if<std::string>(&merged);
    return why == nullptr ? "no complaint" : *why;
  }
};

TEST_F(MergeOf, ShardsThatAreNotAllThereTellsWhichAreMissing) {
  EXPECT_EQ(complaint({shard(1, 4), shard(3, 4)}),
            "some.test: of 4 shards these are missing: 0, 2; run them, or give their folders too");
}

TEST_F(MergeOf, AShardTwiceIsRefused) {
  EXPECT_EQ(complaint({shard(0, 2), shard(1, 2), shard(1, 2)}),
            "some.test: shard 1 of 2 is there twice; give each folder once");
}

TEST_F(MergeOf, ShardsOfDifferentSearchesIsRefused) {
  EXPECT_THAT(complaint({shard(0, 2), shard(1, 2, {.random_seed = seed{9}})}),
              HasSubstr("shards 0 and 1 are not of the same search"));
  EXPECT_THAT(complaint({shard(0, 2), shard(1, 3)}),
              HasSubstr("there are shards of 2 and shards of 3"));
}

TEST_F(MergeOf, WholeReportsOfOneTestIsRefused) {
  EXPECT_THAT(complaint({shard(0, 1), shard(0, 1)}),
              HasSubstr("some.test: 2 reports, which are not shards of one search"));
}

TEST_F(MergeOf, SeveralTestsKeepsEachOfThem) {
  test_summary other = shard(0, 1);
  other.name = "another.test";
  const auto merged = merge({shard(0, 2), other, shard(1, 2)});
  const auto& tests = std::get<std::vector<test_summary>>(merged);
  ASSERT_THAT(tests, SizeIs(2));
  EXPECT_EQ(tests[0].name, "another.test");
  EXPECT_EQ(tests[1].name, "some.test");
}

TEST(ReportFile, ComesBackAsItWasWritten) {
  const files::temporary_folder folder;
  options wanted = short_search({});
  wanted.reports = folder.path() / "reports";
  wanted.shard = {.index = 1, .count = 3};
  const report r = check(programs::the("dies_and_leaks").make(), wanted);
  EXPECT_EQ(store_report(r, wanted), "");
  const std::string text =
      files::read_file(folder.path() / "reports" / "some.test.shard-1-of-3.report.json");
  const auto parsed = parse_json(text);
  ASSERT_TRUE(std::holds_alternative<std::vector<test_summary>>(parsed))
      << std::get<std::string>(parsed);
  EXPECT_EQ(format_json({.tests = std::get<std::vector<test_summary>>(parsed)}), text);
  EXPECT_THAT(text, HasSubstr("\"schema\": \"cutpoint-report/1\""));
}

TEST(ReportFile, SaysWhyItCannotBeWritten) {
  const files::temporary_folder folder;
  const std::string why =
      store_report(report(), {.name = "a.test", .reports = folder.write("file", "")});
  EXPECT_THAT(why, HasSubstr("file/a.test.report.json cannot be written: Not a directory"));
}

TEST(ReportFile, SaysWhyATextIsNone) {
  EXPECT_THAT(std::get<std::string>(parse_json("{")), HasSubstr("expected a report of the schema"));
  EXPECT_EQ(std::get<std::string>(parse_json(R"({"schema": "cutpoint-report/9", "tests": []})")),
            "expected a report of the schema cutpoint-report/1, found 'cutpoint-report/9'");
}

}  // namespace
}  // namespace cutpoint
