// What was found is not lost: not with the process, and not where it cannot be written.

#include "unit/check/checking.hpp"

#include "check/write_file.hpp"
#include "files/temporary_folder.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <thread>

namespace cutpoint {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

// Twenty children, each of which leaks a thing of its own when it is stopped.
void twenty_bugs() {
  const auto forgetful = [](int number) {
    const entry_id held = acquire("thing-" + std::to_string(number));
    await(sleep_for(1s, "work"));
    release(held);
  };
  for (int number = 0; number < 20; ++number) {
    auto child = spawn("child-" + std::to_string(number), forgetful, number);
    await(child.join());
  }
}

options into(const fs::path& folder, options wanted = {}) {
  wanted.name = "twenty";
  wanted.out = folder;
  wanted.depth_runs = 0;
  wanted.random_runs = 0;
  wanted.max_findings = 100;
  wanted.max_time = 10min;
  wanted.shrink_runs = 0;
  wanted.proof_runs = 0;
  wanted.explain_runs = 0;
  return wanted;
}

std::set<finding_identity> stored_in(const fs::path& folder) {
  std::set<finding_identity> all;
  if (!fs::exists(folder)) return all;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".trace") continue;
    const std::string text = files::read_file(entry.path());
    // A check that goes on may have put the final trace in the place of this one.
    if (text.empty() && !fs::exists(entry.path())) continue;
    const auto parsed = parse_trace(text);
    if (const auto* const t = std::get_if<trace>(&parsed))
      all.insert(t->expected);
    else
      ADD_FAILURE() << entry.path() << " is no trace: " << std::get<trace_error>(parsed).message;
  }
  return all;
}

// Where a fork is cheap; elsewhere a few show that it works there too.
#ifdef NDEBUG
constexpr int moments = 50;
#else
constexpr int moments = 4;
#endif

// A check in a process of its own. When it has ended, so have all of its workers: they hold one end
// of a pipe.
class check_process {
 public:
  explicit check_process(const options& wanted) {
    if (pipe(alive_) != 0) std::abort();
    process_ = fork();
    if (process_ == 0) {
      close(alive_[0]);
      const report r = check(make_program(twenty_bugs), wanted);
      _exit(r.findings.size() == 20 ? 0 : 1);
    }
    close(alive_[1]);
  }
  ~check_process() { close(alive_[0]); }
  check_process(const check_process&) = delete;
  check_process& operator=(const check_process&) = delete;

  void kill_now() const { kill(process_, SIGKILL); }
  // Returns: its status; the workers have ended too.
  int wait() const {
    int status = 0;
    waitpid(process_, &status, 0);
    char none = 0;
    while (read(alive_[0], &none, 1) > 0) {
    }
    return status;
  }

 private:
  int alive_[2];
  pid_t process_;
};

// Most of what a check with twenty findings takes is waiting for the disk, where there is one.
class KilledCheck : public ::testing::Test {
 protected:
  KilledCheck() {
    if (!is_set_ && fs::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", 1);
  }
  ~KilledCheck() override {
    if (!is_set_) unsetenv("TMPDIR");
  }

 private:
  bool is_set_ = std::getenv("TMPDIR") != nullptr;
};

TEST_F(KilledCheck, LosesNothingThatItHadWritten) {
  const files::temporary_folder whole_folder;
  const auto began = std::chrono::steady_clock::now();
  ASSERT_EQ(check_process(into(whole_folder.path())).wait(), 0);
  const std::chrono::nanoseconds whole = std::chrono::steady_clock::now() - began;
  ASSERT_THAT(stored_in(whole_folder.path()), SizeIs(20));

  std::srand(7);
  int early = 0;
  for (int moment = 0; moment < moments; ++moment) {
    const files::temporary_folder folder;
    const check_process killed(into(folder.path(), {.jobs = moment % 2 == 0 ? 1U : 2U}));
    std::this_thread::sleep_for(whole * (std::rand() % 1000) / 1000);
    // Whatever is there now was written before the kill.
    const std::set<finding_identity> written = stored_in(folder.path());
    killed.kill_now();
    killed.wait();
    const std::set<finding_identity> left = stored_in(folder.path());
    EXPECT_TRUE(std::ranges::includes(left, written)) << "at moment " << moment;
    early += !left.empty() && left.size() < 20 ? 1 : 0;
    if (moment % 20 != 0) continue;
    // The next check begins with them.
    const report next = check(make_program(twenty_bugs), into(folder.path()));
    ASSERT_THAT(next.findings, SizeIs(20));
    ASSERT_THAT(next.stored, SizeIs(left.size()));
    for (std::size_t i = 0; i < left.size(); ++i) {
      EXPECT_EQ(next.findings[i].phase, search_phase::replay);
      EXPECT_TRUE(left.contains(next.findings[i].what.identity));
    }
    EXPECT_EQ(stored_in(folder.path()).size(), 20U);
  }
  RecordProperty("killed_with_some_written", early);
}

class StoredTraces : public ::testing::Test {
 protected:
  report check_lost(options wanted = {}) const {
    return check_program("connection_is_lost", [&](options& o) {
      wanted.name = "lost";
      wanted.out = folder_.path();
      wanted.modes = o.modes;
      o = wanted;
    });
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(folder_.path()))
      all.push_back(entry.path().filename());
    std::ranges::sort(all);
    return all;
  }
  std::string path(const char* name) const { return folder_.path() / name; }
  files::temporary_folder folder_;
};

TEST_F(StoredTraces, AreReplayedFirst) {
  check_lost();
  const report again = check_lost({.max_findings = 1});
  ASSERT_THAT(again.findings, SizeIs(1));
  EXPECT_EQ(again.findings[0].phase, search_phase::replay);
  EXPECT_EQ(again.findings[0].trace_path, path("lost.trace"));
  EXPECT_EQ(again.runs, 1U) << "that is enough";
  EXPECT_THAT(format_text(again), HasSubstr("found by an earlier check"));
  EXPECT_THAT(names(), ElementsAre("lost.trace"));
}

TEST_F(StoredTraces, AreLeftAloneWhereTheCheckSaysSo) {
  check_lost();
  const report again = check_lost({.max_findings = 1, .stored = stored_traces::left_alone});
  ASSERT_THAT(again.findings, SizeIs(1));
  EXPECT_EQ(again.findings[0].phase, search_phase::sweep);
  EXPECT_THAT(again.stored, IsEmpty());
  EXPECT_THAT(names(), ElementsAre("lost.trace"));
}

TEST_F(StoredTraces, SayWhatIsProvedOfThem) {
  const report proved = check_lost();
  ASSERT_TRUE(proved.findings.at(0).least.proved);
  EXPECT_THAT(files::read_file(path("lost.trace")),
              HasSubstr("\ncertificate \"" + in_words(proved.findings[0].least) + "\"\n"));
  check_lost({.proof_runs = 0, .stored = stored_traces::left_alone});
  EXPECT_THAT(files::read_file(path("lost.trace")),
              HasSubstr("\ncertificate \"nothing can be left out\"\n"));
}

TEST_F(StoredTraces, AreFollowedByTheSearchWhereMoreIsAskedFor) {
  check_lost();
  const report again = check_lost();
  EXPECT_THAT(again.findings, SizeIs(1)) << "the search does not find it once more";
  EXPECT_TRUE(again.exhausted);
}

TEST_F(StoredTraces, ThatPassNowAreKeptAndSaidSo) {
  check_lost();
  const std::string before = files::read_file(path("lost.trace"));
  const report fixed = check_program("connections_go_back", [&](options& o) {
    o.name = "lost";
    o.out = folder_.path();
  });
  EXPECT_EQ(fixed.result, verdict::clean);
  ASSERT_THAT(fixed.stored, SizeIs(1));
  EXPECT_EQ(fixed.stored[0].end, stored_trace_end::passes);
  EXPECT_THAT(format_text(fixed), HasSubstr("lost: " + path("lost.trace") + " passes now\n"));
  EXPECT_EQ(files::read_file(path("lost.trace")), before);
}

TEST_F(StoredTraces, ThatDoNotFitAnyMoreAreToldApart) {
  check_lost();
  std::string text = files::read_file(path("lost.trace"));
  text.replace(text.rfind("db.begin"), 8, "db.other");
  folder_.write("lost.trace", text);
  const report other = check(make_program([] { await(yield("work")); }),
                             {.name = "lost", .random_runs = 10, .out = folder_.path()});
  EXPECT_EQ(other.result, verdict::clean);
  ASSERT_THAT(other.stored, SizeIs(1));
  EXPECT_EQ(other.stored[0].end, stored_trace_end::stale);
  EXPECT_THAT(format_text(other),
              HasSubstr("is stale: the stop (edge) of main/notify parked on db.other does not "
                        "come up: there is no task main/notify"));
}

TEST_F(StoredTraces, ThatAreNoneAreToldApartAndNotReplaced) {
  folder_.write("lost.trace", "not a trace");
  const report r = check_lost();
  ASSERT_THAT(r.stored, SizeIs(1));
  EXPECT_EQ(r.stored[0].end, stored_trace_end::stale);
  EXPECT_EQ(files::read_file(path("lost.trace")), "not a trace");
  EXPECT_EQ(r.findings.at(0).trace_path, path("lost-2.trace"));
}

TEST_F(StoredTraces, OfOneFindingThatAreThereTwiceAreOne) {
  check_lost();
  folder_.write("lost.found-0123456789abcdef.trace", files::read_file(path("lost.trace")));
  const report r = check_lost();
  EXPECT_THAT(r.stored, SizeIs(1));
  EXPECT_THAT(r.findings, SizeIs(1));
}

TEST_F(StoredTraces, OfOtherChecksAreLeftAlone) {
  check_lost();
  const report other = check(make_program([] { await(yield("work")); }),
                             {.name = "other", .random_runs = 10, .out = folder_.path()});
  EXPECT_THAT(other.stored, IsEmpty());
}

TEST_F(StoredTraces, OfModesThatAreNotPromisedAnyMoreDoNotFail) {
  const auto drop_only = [] {
    auto child = spawn("child", [] {
      const entry_id held = acquire("thing");
      try {
        await(sleep_for(1s, "work"));
      } catch (const cancelled&) {
        release(held);
        throw;
      }
      release(held);
    });
    await(child.join());
  };
  const auto in_modes = [&](stop_modes modes) {
    return check(
        make_program(drop_only),
        {.name = "lost", .modes = modes, .depth_runs = 0, .random_runs = 0, .out = folder_.path()});
  };
  ASSERT_EQ(in_modes({stop_mode::drop}).result, verdict::findings);
  EXPECT_EQ(in_modes({stop_mode::edge}).result, verdict::clean);
}

TEST_F(StoredTraces, OfShardsHaveNamesOfTheirOwn) {
  for (std::uint32_t index = 0; index < 2; ++index)
    check_lost({.shard = {.index = index, .count = 2}});
  EXPECT_THAT(names(), ElementsAre("lost.shard-0-of-2.trace", "lost.shard-1-of-2.trace"));
}

/// A folder of regression tests, as it is committed.
class Corpus : public ::testing::Test {
 protected:
  report check_against(const char* program) const {
    return check_program(program, [&](options& o) {
      o.name = "lost";
      o.corpus = corpus_.path();
      o.out = out_.path();
      o.max_findings = 1;
    });
  }
  std::string lost_trace() const {
    explained_finding f = check_program("connection_is_lost").findings.at(0);
    f.how.program = "lost";
    return format_trace(f.how);
  }
  files::temporary_folder corpus_;
  files::temporary_folder out_;
};

TEST_F(Corpus, FailsWhereTheBugIsBack) {
  const std::string path = corpus_.write("a-connection-is-lost.trace", lost_trace());
  const report r = check_against("connection_is_lost");
  EXPECT_EQ(r.result, verdict::findings);
  EXPECT_EQ(r.runs, 1U) << "it comes before the search";
  ASSERT_THAT(r.stored, SizeIs(1));
  EXPECT_EQ(r.stored[0].path, path);
  EXPECT_EQ(r.findings.at(0).trace_path, out_.path() / "lost.trace");
  EXPECT_EQ(files::read_file(path), lost_trace()) << "it is never written";
}

TEST_F(Corpus, PassesInSilenceWhereTheBugIsFixed) {
  corpus_.write("lost.trace", lost_trace());
  const report r = check_against("connections_go_back");
  EXPECT_EQ(r.result, verdict::clean);
  ASSERT_THAT(r.stored, SizeIs(1));
  EXPECT_EQ(r.stored[0].end, stored_trace_end::passes);
  EXPECT_EQ(format_stored(r), "");
}

TEST_F(Corpus, IsReportedWhereATraceDoesNotApplyAnyMore) {
  const std::string path = corpus_.write("lost.trace", lost_trace());
  const report r = check_against("third_answer_is_unknown");
  ASSERT_THAT(r.stored, SizeIs(1));
  EXPECT_EQ(r.stored[0].end, stored_trace_end::stale);
  EXPECT_THAT(format_stored(r), HasSubstr("lost: " + path + " is stale: the stop (edge)"));
}

TEST_F(Corpus, IsReportedWhereAFileHoldsNoTrace) {
  corpus_.write("lost.trace", "cutpoint-trace 3\nprogram\n");
  corpus_.write("of-another-check.trace", "broken");
  const report r = check_against("connections_go_back");
  ASSERT_THAT(r.stored, SizeIs(1));
  EXPECT_THAT(r.stored[0].why, HasSubstr("line 2, column 8: expected a name, found the end"));
}

TEST_F(Corpus, LeavesTheTracesOfOtherChecksAlone) {
  std::string text = lost_trace();
  text.replace(text.find("program lost"), 12, "program other");
  corpus_.write("lost.trace", text);
  EXPECT_THAT(check_against("connections_go_back").stored, IsEmpty());
}

TEST_F(Corpus, MayBeTheFolderThatTracesAreWrittenTo) {
  out_.write("lost.trace", lost_trace());
  const report r = check_program("connection_is_lost", [&](options& o) {
    o.name = "lost";
    o.corpus = o.out = out_.path();
    o.max_findings = 1;
  });
  EXPECT_THAT(r.stored, SizeIs(1));
}

TEST_F(Corpus, IsBadInputWhereThereIsNoSuchFolder) {
  const report r =
      check_program("connections_go_back", [](options& o) { o.corpus = "/no/such/folder"; });
  EXPECT_EQ(r.result, verdict::bad_input);
  EXPECT_THAT(r.message, HasSubstr("expected a folder of traces at /no/such/folder, found none"));
}

TEST(CheckTrace, FailsPassesAndIsStaleAsTheCorpusIs) {
  const trace t = check_program("connection_is_lost").findings.at(0).how;
  const auto checked = [&](const char* program) {
    return check_trace(programs::the(program).make(), t, {.name = "lost"});
  };
  const report back = checked("connection_is_lost");
  ASSERT_EQ(back.result, verdict::findings);
  EXPECT_EQ(back.findings.at(0).what.identity, t.expected);
  EXPECT_EQ(back.findings[0].how.deviations, t.deviations);
  EXPECT_EQ(checked("connections_go_back").result, verdict::clean);
  const report stale = checked("third_answer_is_unknown");
  EXPECT_EQ(stale.result, verdict::bad_input);
  EXPECT_THAT(stale.message, HasSubstr("there is no task main/notify that can be stopped"));
}

class UnwritableFolder : public ::testing::Test {
 protected:
  static void expect_told(const report& r, const std::string& why) {
    EXPECT_EQ(r.result, verdict::findings);
    ASSERT_THAT(r.findings, SizeIs(20)) << "findings are not lost with their traces";
    const std::string text = format_text(r);
    const std::size_t first = text.find("traces cannot be written to");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(text.find("traces cannot be written to", first + 1), std::string::npos) << "once";
    EXPECT_THAT(r.message, HasSubstr(why));
    EXPECT_THAT(r.findings[0].replay_line, HasSubstr("\n    cutpoint-trace 3\n    program twenty"));
  }
};

TEST_F(UnwritableFolder, IsSaidOnceAndTheTraceIsPrintedInstead) {
  const files::temporary_folder folder;
  expect_told(check(make_program(twenty_bugs), into(folder.write("file", "no folder"))),
              "Not a directory");
}

TEST_F(UnwritableFolder, MayBeOneThatHasVanished) {
  const fs::path before = fs::current_path();
  {
    const files::temporary_folder folder;
    fs::current_path(folder.path());
  }
  const report r = check(make_program(twenty_bugs), into("traces"));
  fs::current_path(before);
  expect_told(r, "No such file or directory");
}

// What a full disk looks like to whoever writes.
TEST_F(UnwritableFolder, MayBeOneWithoutRoom) {
  const files::temporary_folder folder;
  rlimit before = {};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit none = before;
  none.rlim_cur = 0;
  setrlimit(RLIMIT_FSIZE, &none);
  const report r = check(make_program(twenty_bugs), into(folder.path()));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  expect_told(r, "File too large");
  EXPECT_TRUE(fs::is_empty(folder.path())) << "nothing half-written is left";
}

TEST(WriteFile, PutsTheNewTextInThePlaceOfTheOld) {
  const files::temporary_folder folder;
  const std::string path = folder.write("file", "old");
  EXPECT_EQ(write_file(path, "new"), "");
  EXPECT_EQ(files::read_file(path), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace cutpoint
