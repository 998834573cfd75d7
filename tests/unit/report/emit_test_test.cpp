// The test that is written for a trace; tests/fixtures holds one, compiled as it was written.

#include "unit/gtest/test_binary.hpp"

#include <cutpoint/report/emit_test.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace cutpoint {
namespace {

using ::testing::HasSubstr;

trace leak_of(const std::string& program) {
  trace t;
  t.program = program;
  t.tool = "cutpoint 0.1.0";
  t.bounds = {.stops = 2, .timers = 1};
  t.expected = {.by = oracle::leak, .subject = "connection", .task = "main/notify"};
  deviation stop;
  stop.address = {.kind = deviation_kind::stop,
                  .task = "main/notify",
                  .operation = "db.begin",
                  .ordinal = 1,
                  .at = window::parked};
  stop.number = choice_number{2};
  stop.move = 2;
  t.deviations.push_back(stop);
  return t;
}

std::string emitted(const trace& t) {
  const auto source = emit_test(t);
  const auto* const error = std::get_if<emit_error>(&source);
  return error != nullptr ? error->message : std::get<std::string>(source);
}

TEST(EmitTest, WritesTheSourceThatIsCompiledIntoAnotherTestHere) {
  EXPECT_EQ(emitted(leak_of("Failing.Leak")),
            files::read_file(std::filesystem::path(CUTPOINT_SOURCE_DIR) / "tests" / "fixtures" /
                             "gtest_emitted_leak.cpp"));
}

TEST(EmitTest, ChoosesADelimiterThatTheTraceDoesNotEnd) {
  trace t = leak_of("Failing.Leak");
  t.deviations[0].address.operation = "odd )trace";
  EXPECT_THAT(emitted(t), HasSubstr("R\"trace_(cutpoint-trace 3\n"));
}

TEST(EmitTest, RefusesATraceOfNoTest) {
  for (const char* const program : {"program", "Pool/Payments.Back/3", "Suite.", ".Name", "A.b c"})
    EXPECT_THAT(
        emitted(leak_of(program)),
        HasSubstr("expected a trace of a CUTPOINT_TEST, which is named Suite.Name and has no "
                  "parameters, found one of '" +
                  std::string(program) + "'"));
}

using EmittedTest = gtest::test_binary;

TEST_F(EmittedTest, FailsWithTheStoryWhereTheFindingIsBack) {
  const process::ended_process end = run("FailingLeak.*");
  EXPECT_EQ(end.status, 1);
  EXPECT_THAT(end.out, HasSubstr("Failing.Leak: leak\n  connection#1, acquired by main/notify"));
  EXPECT_THAT(end.out, HasSubstr("[  FAILED  ] FailingLeak.LeakOfConnectionInMainNotifyIsGone"));
}

}  // namespace
}  // namespace cutpoint
