#include "unit/check/checking.hpp"

#include "files/temporary_folder.hpp"

namespace cutpoint {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class ReplayTrace : public ::testing::Test {
 protected:
  /// Replays the file, for the program that loses its connection.
  report replay_file(const std::string& path, options wanted = {}) {
    wanted.name = "connection_is_lost";
    wanted.out.clear();
    wanted.replay = path;
    ::testing::internal::CaptureStdout();
    report r = check(programs::the("connection_is_lost").make(), wanted);
    printed_ = ::testing::internal::GetCapturedStdout();
    return r;
  }
  report replay_text(const std::string& text) {
    return replay_file(folder_.write("a.trace", text));
  }
  static const explained_finding& found() {
    static const explained_finding f = check_program("connection_is_lost").findings.at(0);
    return f;
  }
  std::string path(const char* name) const { return folder_.path() / name; }

  files::temporary_folder folder_;
  std::string printed_;
};

TEST_F(ReplayTrace, MakesTheFindingAgain) {
  const report r = replay_text(format_trace(found().how));
  EXPECT_EQ(r.result, verdict::findings);
  EXPECT_EQ(r.runs, 1U);
  const explained_finding& f = r.findings.at(0);
  EXPECT_EQ(f.what, found().what);
  EXPECT_EQ(f.phase, search_phase::replay);
  EXPECT_EQ(f.events, found().events);
  EXPECT_EQ(f.steps, found().steps);
  EXPECT_EQ(f.trace_path, path("a.trace"));
}

TEST_F(ReplayTrace, PrintsEveryEventAsItHappens) {
  replay_text(format_trace(found().how));
  EXPECT_THAT(printed_, StartsWith("replaying " + path("a.trace") + " (connection_is_lost)\n"));
  std::size_t from = 0;
  for (const event_record& e : found().events) {
    const std::size_t at = printed_.find("  " + log_line(e), from);
    ASSERT_NE(at, std::string::npos) << log_line(e);
    from = at;
  }
}

TEST_F(ReplayTrace, PrintsWhereItHappens) {
  replay_text(format_trace(found().how));
  EXPECT_THAT(printed_, ::testing::ContainsRegex("parks db.begin#1 +leaks.cpp:[0-9]+\n"));
}

TEST_F(ReplayTrace, TakesItsBoundsFromTheTrace) {
  trace t = found().how;
  t.bounds = {.modes = {stop_mode::edge, stop_mode::drop}, .faults = 3, .steps = 77};
  t.deviations.at(0).mode = stop_mode::drop;
  const report r = replay_text(format_trace(t));
  EXPECT_EQ(r.result, verdict::findings) << r.message;
  EXPECT_EQ(r.bounds, t.bounds);
}

TEST_F(ReplayTrace, SaysWhereTheFileIsMissing) {
  const report r = replay_file(path("none.trace"));
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_FALSE(r.passed());
  EXPECT_EQ(r.message, path("none.trace") +
                           ": cannot be read; CUTPOINT_REPLAY names the trace "
                           "file that a finding was printed with");
}

TEST_F(ReplayTrace, SaysWhereAFolderIsNamedInsteadOfAFile) {
  EXPECT_EQ(replay_file(folder_.path()).result, verdict::bad_input);
}

TEST_F(ReplayTrace, SaysInWhichLineTheFileIsBroken) {
  const report r =
      replay_text("cutpoint-trace 1\nprogram connection_is_lost\nfinding boredom | a | b\n");
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, StartsWith(path("a.trace") + ":3:9: expected an oracle"));
}

TEST_F(ReplayTrace, SaysThatAFileIsNoTrace) {
  const report r = replay_text("<html>\n");
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, StartsWith(path("a.trace") + ":1:1: "));
}

TEST_F(ReplayTrace, SaysThatAFileIsEmpty) { EXPECT_EQ(replay_text("").result, verdict::bad_input); }

TEST_F(ReplayTrace, SkipsTheTraceOfAnotherProgram) {
  trace t = found().how;
  t.program = "Payments.Lost";
  const report r = replay_text(format_trace(t));
  EXPECT_EQ(r.result, verdict::skipped);
  EXPECT_TRUE(r.passed());
  EXPECT_EQ(r.message, path("a.trace") + " is a trace of Payments.Lost");
  EXPECT_THAT(r.findings, IsEmpty());
  EXPECT_EQ(printed_, "");
}

TEST_F(ReplayTrace, TellsAnotherFindingWhereTheExpectedOneIsGone) {
  trace t = found().how;
  t.expected.subject = "file";
  const report r = replay_text(format_trace(t));
  EXPECT_EQ(r.result, verdict::findings);
  EXPECT_EQ(r.findings.at(0).what.identity.subject, "connection");
}

TEST_F(ReplayTrace, PutsTheExpectedFindingFirst) {
  const auto body = [] {
    auto worker = spawn("worker", [] {
      const entry_id entry = acquire("file");
      if (fault("disk.write")) throw cancelled();
      release(entry);
      await(yield("work"));
    });
    await(worker.join());
  };
  options wanted = sweep_only({.modes = {}});
  wanted.name = "two complaints";
  explained_finding f = check(make_program(body), wanted).findings.at(0);
  ASSERT_EQ(f.others.size(), 1U);
  f.how.expected = f.others[0].identity;
  wanted.replay = folder_.write("b.trace", format_trace(f.how));
  ::testing::internal::CaptureStdout();
  const report r = check(make_program(body), wanted);
  ::testing::internal::GetCapturedStdout();
  EXPECT_EQ(r.findings.at(0).what, f.others[0]);
  EXPECT_THAT(r.findings[0].others, ::testing::ElementsAre(f.what));
}

TEST_F(ReplayTrace, IsSilentAboutOraclesThatAreOff) {
  const std::string file = folder_.write("a.trace", format_trace(found().how));
  const report r = replay_file(file, {.without = {oracle::leak}});
  EXPECT_EQ(r.result, verdict::clean);
  EXPECT_EQ(r.message, file + " passes now");
}

}  // namespace
}  // namespace cutpoint
