// What is found is believed when two recorded runs agree about it.

#include "unit/check/checking.hpp"

#include "files/temporary_folder.hpp"

#include <unistd.h>

#include <string>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

const finding_identity no_determinism = {
    .by = oracle::not_deterministic, .subject = {}, .task = {}};

TEST(Confirm, FindsStateThatOutlivesARun) {
  const report r = check(make_program([] {
                           static int runs = 0;
                           await(yield(std::to_string(++runs)));
                         }),
                         sweep_only());
  EXPECT_EQ(r.result, verdict::not_deterministic);
  EXPECT_FALSE(r.passed());
  ASSERT_THAT(identities(r), ElementsAre(no_determinism));
  EXPECT_EQ(r.findings[0].what.message,
            "the same choices led to two different runs: event 2 was \"1 main yields 1#1\" and "
            "then \"1 main yields 2#1\"");
  EXPECT_THAT(r.findings[0].what.notes, ElementsAre(HasSubstr("state that outlives a run")));
}

TEST(Confirm, FindsARunThatDiffersFromProcessToProcess) {
  const report r = check(make_program([] {
                           auto notify = spawn("notify", [] {
                             const entry_id entry = acquire(std::to_string(getpid()));
                             await(sleep_for(1s, "db.begin"));
                             release(entry);
                           });
                           await(notify.join());
                         }),
                         sweep_only({.max_findings = 1}));
  EXPECT_EQ(r.result, verdict::not_deterministic);
  ASSERT_THAT(identities(r), ElementsAre(no_determinism));
  EXPECT_THAT(r.findings[0].what.message,
              MatchesRegex(".*: event 4 was \"2 main/notify acquires [0-9]+#1\" and then \"2 "
                           "main/notify acquires [0-9]+#1\""));
}

TEST(Confirm, FindsAComplaintThatIsGoneWhenTheRunIsMadeAgain) {
  const report r = check(make_program([] {
                           static int runs = 0;
                           ++runs;
                           auto notify = spawn("notify", [] {
                             if (runs > 3) acquire("connection");
                             await(sleep_for(1s, "db.begin"));
                           });
                           await(notify.join());
                         }),
                         sweep_only());
  EXPECT_EQ(r.result, verdict::not_deterministic);
  ASSERT_THAT(identities(r), ElementsAre(no_determinism));
  EXPECT_EQ(r.findings[0].what.message,
            "the same choices led to two different runs: the search saw \"leak\", which is gone "
            "when the run is made again");
}

TEST(Confirm, BelievesADeathWhoseLastWordsDiffer) {
  const report r = check(make_program([] {
                           auto victim = spawn("victim", [] {
                             try {
                               await(sleep_for(1s, "work"));
                             } catch (const cancelled&) {
                               std::fprintf(stderr, "process %d gives up\n", getpid());
                               std::abort();
                             }
                           });
                           await(victim.join());
                         }),
                         sweep_only());
  EXPECT_EQ(r.result, verdict::findings);
  ASSERT_THAT(r.findings, SizeIs(1));
  EXPECT_EQ(r.findings[0].what.identity.by, oracle::death);
  EXPECT_THAT(r.findings[0].what.notes, ElementsAre(MatchesRegex("\\| process [0-9]+ gives up")));
}

class StoredTrace : public ::testing::Test {
 protected:
  report check_lost_connection(const std::string& name, const std::string& out) const {
    return check_program("connection_is_lost", [&](options& o) {
      o.name = name;
      o.out = out;
      o.replay_command = "./payments_test";
    });
  }
  files::temporary_folder folder_;
};

TEST_F(StoredTrace, HoldsTheTraceOfTheFinding) {
  const explained_finding f = check_lost_connection("Payments.Lost", folder_.path()).findings.at(0);
  EXPECT_EQ(f.trace_path, folder_.path() / "Payments.Lost.trace");
  EXPECT_EQ(std::get<trace>(parse_trace(files::read_file(f.trace_path))), f.how);
  EXPECT_EQ(f.how.tool, tool_name());
}

TEST_F(StoredTrace, BeginsWithWhatItIsAboutInComments) {
  const explained_finding f = check_lost_connection("Payments.Lost", folder_.path()).findings.at(0);
  EXPECT_THAT(files::read_file(f.trace_path),
              ::testing::StartsWith("cutpoint-trace 3\n# leak: " + f.what.message +
                                    "\n# why: " + f.why.why + "\n# without the stop it passes"));
}

TEST_F(StoredTrace, IsWhatTheReplayLineNames) {
  const explained_finding f = check_lost_connection("Payments.Lost", folder_.path()).findings.at(0);
  EXPECT_EQ(f.replay_line, "CUTPOINT_REPLAY=" + f.trace_path + " ./payments_test");
}

TEST_F(StoredTrace, LiesInAFolderThatIsMadeWhereNeeded) {
  const explained_finding f =
      check_lost_connection("lost", folder_.path() / "deep" / "down").findings.at(0);
  EXPECT_EQ(std::get<trace>(
                parse_trace(files::read_file(folder_.path() / "deep" / "down" / "lost.trace"))),
            f.how);
}

TEST_F(StoredTrace, HasAFileNameWithoutSpecialCharacters) {
  EXPECT_EQ(check_lost_connection("Every/Mode.Drop: 1", folder_.path()).findings.at(0).trace_path,
            folder_.path() / "Every_Mode.Drop__1.trace");
}

TEST_F(StoredTrace, HasANumberFromTheSecondFindingOn) {
  const report r = check_program("dies_and_leaks", [&](options& o) { o.out = folder_.path(); });
  ASSERT_THAT(r.findings, SizeIs(2));
  EXPECT_EQ(r.findings[0].trace_path, folder_.path() / "dies_and_leaks.trace");
  EXPECT_EQ(r.findings[1].trace_path, folder_.path() / "dies_and_leaks-2.trace");
}

TEST_F(StoredTrace, IsNotWrittenWhereNoFolderIsNamed) {
  const explained_finding f = check_lost_connection("lost", "").findings.at(0);
  EXPECT_EQ(f.trace_path, "");
  EXPECT_EQ(f.replay_line, "");
}

TEST_F(StoredTrace, IsPrintedWhereItCannotBeWritten) {
  const report r = check_lost_connection("lost", folder_.write("file", "no folder"));
  EXPECT_EQ(r.result, verdict::findings) << "the finding is not lost with its trace";
  const explained_finding& f = r.findings.at(0);
  EXPECT_EQ(f.trace_path, "");
  EXPECT_THAT(f.replay_line, HasSubstr("no file could be written"));
  EXPECT_THAT(f.replay_line, HasSubstr("\n    finding leak | connection | main/notify\n"));
}

TEST_F(StoredTrace, IsNotWrittenByACleanCheck) {
  check_program("connections_go_back", [&](options& o) { o.out = folder_.path() / "traces"; });
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "traces"));
}

}  // namespace
}  // namespace cutpoint
