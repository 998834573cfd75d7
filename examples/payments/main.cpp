// Checks two handlers of the payment service and says what to make of the result. Exits with 0 if
// the bug in the first was found and the second was not flagged, with 1 if not, with 2 where what
// was asked for makes no sense. With CUTPOINT_REPLAY it replays a trace: 1 if it fails as it did, 0
// if it passes now.

#include "service.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/fiber.hpp>

#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

namespace {

using cutpoint::options;
using cutpoint::report;

/// A handler, and how it is checked.
struct trial {
  payments::handler handle;
  options how;
};

cutpoint::program program_of(payments::handler handle) {
  return cutpoint::make_program([handle] { payments::serve(handle); });
}

report check(const trial& t) { return cutpoint::check(program_of(t.handle), t.how); }

/// Returns: the folder for traces, which is beside the folder of the executable.
std::string traces_folder(std::string_view executable) {
  const std::filesystem::path folder = std::filesystem::path(executable).parent_path();
  return (folder / ".." / "traces").lexically_normal().string();
}

trial leaking(const options& common) {
  trial t{payments::handle_leaking, common};
  t.how.name = "payments.handler_leaking";
  return t;
}

trial raii(const options& common) {
  trial t{payments::handle_raii, common};
  t.how.name = "payments.handler_raii";
  t.how.modes = {cutpoint::stop_mode::edge, cutpoint::stop_mode::level, cutpoint::stop_mode::drop};
  return t;
}

/// Returns: what came of a check, in one line.
std::string summary_of(const report& r) {
  std::string text(name_of(r.result));
  for (const cutpoint::explained_finding& f : r.findings)
    text += "; by the " + std::string(name_of(f.phase)) + ": " +
            std::string(name_of(f.what.identity.by)) + ": " + f.what.message;
  if (r.findings.empty() && !r.exhausted) text += ", but the search was ended early";
  return text;
}

/// Returns: what is not as it should be about the leaking handler's report; empty if nothing is.
std::string complaint_about_leaking(const report& r) {
  const cutpoint::finding_identity leak{
      .by = cutpoint::oracle::leak, .subject = "connection", .task = "main/notify"};
  const bool found = r.findings.size() == 1 && r.findings[0].what.identity == leak &&
                     r.findings[0].phase == cutpoint::search_phase::sweep;
  if (found) return {};
  return "expected one finding, by the sweep: connection leaked by main/notify; came: " +
         summary_of(r);
}

/// Returns: the same about the fixed handler's report.
std::string complaint_about_raii(const report& r) {
  if (r.result == cutpoint::verdict::clean && r.exhausted) return {};
  return "expected no finding in the whole search; came: " + summary_of(r);
}

int search(const trial& buggy, const trial& fixed) {
  std::cout << "A payment service: a handler takes a notification and a connection from the pool,\n"
               "begins a transaction, books the payment, tells a slow partner (20 s), commits and\n"
               "answers. The client may hang up at any time, which stops the handler where it\n"
               "waits. Cutpoint tries every such place, on a real SQLite database.\n\n"
               "1. handler_leaking.cpp gives the connection back on its last lines.\n\n";
  const report found = check(buggy);
  std::cout
      << format_text(found)
      << "\n"
         "   Read it from the top: what the run did, step by step. The line with >> is what\n"
         "   Cutpoint did to it; the lines below are what came of it. The replay line, pasted\n"
         "   into a shell, makes that one run again and prints every event.\n\n"
         "2. handler_raii.cpp gives the connection and the transaction to owners, whose\n"
         "   destructors clean up. It is stopped in three ways: by an exception (edge), by\n"
         "   one at every wait from then on (level), and by destroying its frame (drop).\n\n";
  const report passed = check(fixed);
  std::cout << format_text(passed) << "\n";

  bool as_expected = true;
  for (const auto& [r, complaint] : {std::pair(&found, complaint_about_leaking(found)),
                                     std::pair(&passed, complaint_about_raii(passed))}) {
    if (complaint.empty()) continue;
    as_expected = false;
    std::cout << "NOT as expected: " << r->name << ": " << complaint << "\n";
  }
  if (as_expected) std::cout << "As expected: the leak was found, and its fix was not flagged.\n";
  return as_expected ? 0 : 1;
}

int replay(const trial& buggy, const trial& fixed) {
  for (const trial& t : {buggy, fixed}) {
    const report r = check(t);
    if (r.result == cutpoint::verdict::skipped) continue;
    std::cout << "\n" << format_text(r);
    if (r.result == cutpoint::verdict::bad_input) return 2;
    return r.passed() ? 0 : 1;
  }
  std::cout << buggy.how.replay << " is a trace of neither " << buggy.how.name << " nor "
            << fixed.how.name << "\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc > 1) {
    std::cout << "usage: payments\n"
                 "Checks two handlers of a payment service with Cutpoint. The environment counts:\n"
                 "CUTPOINT_REPLAY, CUTPOINT_BUDGET, CUTPOINT_SEED, CUTPOINT_OUT.\n";
    return std::string_view(argv[1]) == "--help" ? 0 : 2;
  }
  options common;
  common.out = traces_folder(argv[0]);
  common = cutpoint::from_environment(common);
  const trial buggy = leaking(common);
  const trial fixed = raii(common);
  return common.replay.empty() ? search(buggy, fixed) : replay(buggy, fixed);
} catch (const std::exception& e) {
  std::cerr << "payments: " << e.what() << "\n";
  return 2;
}
