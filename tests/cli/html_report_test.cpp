// The page, used in a browser. What a reader would do is done by a script that is put into a copy
// of the page; what it saw is read from the page as the browser leaves it.

#include "cli/cutpoint_command.hpp"

#include <cutpoint/report/html.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cutpoint {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::optional<std::string> find_browser() {
  for (const char* const path :
       {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"})
    if (std::filesystem::exists(path)) return path;
  return std::nullopt;
}

// Put first into the page: hears every complaint of the browser.
constexpr const char* hearing = R"(<script>
const heard = [];
addEventListener('error', (e) => heard.push(String(e.message)));
for (const kind of ['error', 'warn']) console[kind] = (...words) => heard.push(words.join(' '));
</script>)";

// Put last into the page: what it adds to `saw` is shown behind the word `saw`.
constexpr const char* reading = R"(<script>
const saw = [];
const click = (label) => [...document.querySelectorAll('#tests button')]
    .find((button) => button.textContent.includes(label)).click();
const press = (...keys) => keys.forEach((key) => document.querySelector('.lanes')
    .dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})));
const text = (selector) => document.querySelector(selector).textContent;
const later = (what) => new Promise((done) => setTimeout(() => { what(); done(); }, 100));
(async () => {
  try {
    $READS$
  } catch (e) { heard.push(String(e)); }
  const shown = document.createElement('pre');
  shown.textContent = `saw ${saw.join('\n')}\nheard ${heard.length} ${heard.join('\n')}`;
  document.body.append(shown);
})();
</script>)";

class HtmlReport : public cutpoint_run {
 protected:
  void SetUp() override {
    browser_ = find_browser();
    if (!browser_) GTEST_SKIP() << "chromium is not installed";
  }
  process::ended_process open(const std::string& page, std::vector<std::string> options) const {
    std::vector<std::string> command = {*browser_,
                                        "--headless=new",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--hide-scrollbars",
                                        "--virtual-time-budget=3000",
                                        "--user-data-dir=" + (folder_.path() / "browser").string()};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back("file://" + page);
    return process::run_process(command);
  }
  // Returns: the page as the browser left it behind the script.
  std::string use(std::string page, std::string reads,
                  const std::string& window = "1300,1400") const {
    std::string script = reading;
    script.replace(script.find("$READS$"), 7, reads);
    page.insert(page.find("<head>") + 6, hearing);
    page.insert(page.rfind("</body>"), script);
    return open(folder_.write("used.html", page), {"--dump-dom", "--window-size=" + window}).out;
  }
  std::string picture(const std::string& page, const std::string& name, int scheme) const {
    const std::string path = (folder_.path() / name).string();
    open(page, {"--screenshot=" + path, "--window-size=1300,1400",
                "--blink-settings=preferredColorScheme=" + std::to_string(scheme)});
    return files::read_file(path);
  }

 private:
  std::optional<std::string> browser_;
};

TEST_F(HtmlReport, LeadsAReaderThroughAFinding) {
  run("Failing.Leak:Special.Deadlock:Passing.Clean:Special.Exempt");
  const std::string seen = use(report("report.html"), R"(
    click('leak: connection');
    await later(() => saw.push(text('[data-trace]'), text('[data-now]')));
    press('n');
    saw.push('n: ' + text('[data-now]'));
    press('End');
    saw.push('End: ' + text('[aria-selected=true]'));
    press('D');
    saw.push('D: ' + text('[aria-selected=true]'));
    saw.push('hover: ' + document.querySelector('.chip.acquire').title);
    click('Passing.Clean');
    saw.push('stops: ' + text('[data-stops] tbody tr'), text('[data-proved]'));
    click('Special.Exempt');
    for (const row of document.querySelectorAll('[data-stops] tbody tr'))
      saw.push('row: ' + [...row.children].map((cell) => cell.textContent.trim()).join(' | '));
    click('deadlock: journal.lock');
    saw.push('waits: ' + document.querySelectorAll('g.ring[data-waits]').length);
  )");
  EXPECT_THAT(seen,
              AllOf(HasSubstr("finding leak | connection | main/notify\n"),
                    HasSubstr("stop edge main/notify parked at db.begin#1 +0"),
                    HasSubstr("main/notify ■ stop (edge) parked at db.begin"),
                    HasSubstr("main/notify is parked on db.begin and holds connection#1"),
                    HasSubstr("n: "), HasSubstr("main/notify cancelled thrown at db.begin"),
                    HasSubstr("\nEnd: ends"), HasSubstr("D: ■ stop (edge) parked at db.begin")));
  EXPECT_THAT(seen,
              AllOf(HasSubstr("hover: acquires connection#1\nmain/notify\ngtest_fixture.cpp:"),
                    HasSubstr("stops: main"), HasSubstr("Proved: nothing beyond the runs"),
                    HasSubstr("row: main db.commit#1 | ready | ✓ 1 shielded\n"),
                    HasSubstr("row: main/logger log.write#1 | – | unstoppable\n"),
                    HasSubstr("\nwaits: 2"), HasSubstr("\nheard 0 ")));
}

TEST_F(HtmlReport, HoldsTenThousandEventsAlsoOnAPhone) {
  test_summary t;
  t.name = "Long.Run";
  t.result = verdict::findings;
  finding_summary f;
  f.identity = {.by = oracle::leak, .subject = "connection", .task = "main"};
  for (std::uint64_t step = 1; step <= 10'000; ++step) {
    event_record& e = f.events.emplace_back();
    e.kind = step % 5 == 0 ? event_kind::acquire : event_kind::yield;
    e.step = step;
    e.task = step % 2 == 0 ? "main" : "main/worker";
    e.subject = "turn";
    e.ordinal = static_cast<std::uint32_t>(step);
  }
  t.findings.push_back(f);
  const std::string seen = use(format_html({.tests = {t}}), R"(
    await later(() => press('End'));
    saw.push(text('[data-now]'), `few rows: ${document.querySelectorAll('.row').length < 200}`);
    saw.push(`${innerWidth} wide, page ${document.documentElement.scrollWidth} wide`);
  )",
                               "500,900");
  EXPECT_THAT(seen, AllOf(HasSubstr("10000 of 10000: main acquires turn#10000"),
                          HasSubstr(" and 992 more"), HasSubstr("few rows: true"),
                          HasSubstr("500 wide, page 500 wide"), HasSubstr("\nheard 0 ")));
}

TEST_F(HtmlReport, IsLightOrDarkAsTheReaderLikes) {
  run("Special.Deadlock");
  const std::string page = out() + "/report.html";
  const std::string dark = picture(page, "dark.png", 0);
  const std::string light = picture(page, "light.png", 1);
  EXPECT_TRUE(dark.starts_with("\x89PNG"));
  EXPECT_TRUE(light.starts_with("\x89PNG"));
  EXPECT_NE(dark, light);
}

}  // namespace
}  // namespace cutpoint
