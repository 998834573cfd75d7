#include "versions.hpp"

#include "a_cleanup_after_the_yield/rows.hpp"
#include "b_exit_swallowed/rows.hpp"
#include "c_yield_in_cleanup/pages.hpp"
#include "d_abandoned_half_way/session.hpp"
#include "e_consumer_stops_in_the_middle/letters.hpp"
#include "f_chain_closed_from_outside/database.hpp"
#include "table.hpp"

#include <cutpoint/coroutine.hpp>

#include <deque>
#include <functional>
#include <utility>

namespace generators {
namespace {

using namespace cutpoint;

constexpr stop_modes every_mode = {stop_mode::edge, stop_mode::level, stop_mode::drop,
                                   stop_mode::request};

// A consumer that has to wait for each value to be dealt with, and may be stopped while it does.
template <class Value>
task<void> print(generator<Value> values) {
  while (values.next()) co_await yield("print");
}

template <class Value>
program prints_a_table(generator<Value> (*read)(table&)) {
  return make_program([read]() -> task<void> {
    table books(3);
    auto reader = spawn("reader", print<Value>, read(books));
    co_await reader.join();
  });
}

program serves_two_clients(task<void> (*show)(abandoned_half_way::server&, int)) {
  return make_program([show]() -> task<void> {
    table shown(2);
    abandoned_half_way::server serves(shown);
    for (int client = 1; client <= 2; ++client) {
      auto one = spawn("client", show, std::ref(serves), client);
      co_await one.join();
    }
  });
}

task<void> deliver(generator<int> letters, int& delivered) {
  while (letters.next()) {
    co_await yield("deliver");
    ++delivered;
  }
}

program delivers_letters(generator<int> (*read)(std::deque<int>&)) {
  return make_program([read]() -> task<void> {
    std::deque<int> mailbox = {1, 2, 3};
    int delivered = 0;
    const auto kept = at_end("every letter is delivered or in the mailbox",
                             [&] { return delivered + static_cast<int>(mailbox.size()) >= 3; });
    auto postman = spawn("postman", deliver, read(mailbox), std::ref(delivered));
    co_await postman.join();
  });
}

// The chain has three links: what is printed delegates to what is read, which goes through tables.
generator<int> everything(generator<int> all) { co_yield elements_of(std::move(all)); }

program reports_on_a_database(generator<int> (*read)(chain_closed_from_outside::database&)) {
  return make_program([read]() -> task<void> {
    chain_closed_from_outside::database books;
    const auto in_order = at_end("no connection goes before its cursors",
                                 [&books] { return books.cursors_cut_off == 0; });
    auto reader = spawn("reader", print<int>, everything(read(books)));
    co_await reader.join();
  });
}

finding_identity found(oracle by, std::string subject, std::string task) {
  return {.by = by, .subject = std::move(subject), .task = std::move(task)};
}

mistake told(std::string title, const std::string& name, program bug, program fix,
             finding_identity finds) {
  return {.title = std::move(title),
          .bug = {.name = name + "/bug",
                  .program = std::move(bug),
                  .modes = {stop_mode::edge},
                  .finds = std::move(finds)},
          .fix = {.name = name + "/fix", .program = std::move(fix), .modes = every_mode}};
}

}  // namespace

std::vector<mistake> all_mistakes() {
  return {
      told("(a) cleanup after the yield", "a_cleanup_after_the_yield",
           prints_a_table(cleanup_after_the_yield::bug),
           prints_a_table(cleanup_after_the_yield::fix),
           found(oracle::leak, "cursor", "main/reader")),
      told("(b) swallowing the exit and going on", "b_exit_swallowed",
           prints_a_table(exit_swallowed::bug), prints_a_table(exit_swallowed::fix),
           found(oracle::suspended_after_stop, "rows.next", "main/reader")),
      told("(c) yielding inside cleanup", "c_yield_in_cleanup",
           prints_a_table(yield_in_cleanup::bug), prints_a_table(yield_in_cleanup::fix),
           found(oracle::suspended_after_stop, "page.footer", "main/reader")),
      told("(d) a generator that holds a resource, abandoned half-way", "d_abandoned_half_way",
           serves_two_clients(abandoned_half_way::bug), serves_two_clients(abandoned_half_way::fix),
           found(oracle::deadlock, "connection.take", "main/client")),
      told("(e) a consumer that stops in the middle", "e_consumer_stops_in_the_middle",
           delivers_letters(consumer_stops_in_the_middle::bug),
           delivers_letters(consumer_stops_in_the_middle::fix),
           found(oracle::invariant, "every letter is delivered or in the mailbox", "")),
      told("(f) a chain of delegated generators closed from outside", "f_chain_closed_from_outside",
           reports_on_a_database(chain_closed_from_outside::bug),
           reports_on_a_database(chain_closed_from_outside::fix),
           found(oracle::invariant, "no connection goes before its cursors", "")),
  };
}

options options_of(const version& v) {
  options wanted;
  wanted.name = v.name;
  wanted.modes = v.modes;
  // What is found later is mostly the same mistake again.
  wanted.max_findings = 1;
  // The search is what is to be seen, each time.
  wanted.stored = cutpoint::stored_traces::left_alone;
  return wanted;
}

std::string complaint_about(const version& v, const options& how, const report& r) {
  const auto came = [&r] { return "; came: " + format_text(r); };
  if (v.finds) {
    if (!r.findings.empty() && r.findings.front().what.identity == *v.finds) return {};
    return "expected the finding " + std::string(name_of(v.finds->by)) + ": " + v.finds->subject +
           came();
  }
  const bool has_budget = how.max_runs < options{}.max_runs || how.max_time < options{}.max_time;
  if (r.result == verdict::clean && (r.exhausted || has_budget)) return {};
  return "expected no finding in the whole search" + came();
}

}  // namespace generators
