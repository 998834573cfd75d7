#include "../chapters.hpp"
#include "../service/service.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::stop_mode;

const expectation leak{.what = {oracle::leak, "connection", "main/notify"}};
const expectation nobody_goes_on{.what = {oracle::deadlock, "pool.take", "main/notify"}};

const situation two_clients{
    .sent = {{.payment = "invoice-17", .cents = 4'200}, {.payment = "invoice-18", .cents = 1'500}}};

situation monitored(situation now) {
  now.pool_is_monitored = monitoring::on;
  return now;
}

}  // namespace

chapter connection_kept::tell() {
  return {
      .title = "(a) a connection is never returned",
      .versions = {
          {.name = "a_connection_kept/bug",
           .program = service(bug),
           .modes = {stop_mode::edge},
           .finds = leak},
          {.name = "a_connection_kept/bug_coroutine",
           .program = service(bug_coroutine),
           .modes = {stop_mode::edge},
           .finds = leak},
          // What production sees first: the next client waits for ever.
          {.name = "a_connection_kept/bug.two_clients",
           .program = service(bug, two_clients),
           .modes = {stop_mode::edge},
           .finds = nobody_goes_on},
          // And what it no longer sees once somebody has put up a monitor.
          {.name = "a_connection_kept/bug.two_clients_and_monitor",
           .program = service(bug, monitored(two_clients)),
           .modes = {stop_mode::edge},
           .finds = leak},
          {.name = "a_connection_kept/fix_raii", .program = service(fix_raii), .modes = every_mode},
          {.name = "a_connection_kept/fix_raii.two_clients",
           .program = service(fix_raii, two_clients),
           .modes = every_mode},
          {.name = "a_connection_kept/fix_raii_coroutine",
           .program = service(fix_raii_coroutine),
           .modes = every_mode},
          {.name = "a_connection_kept/fix_rethrow",
           .program = service(fix_rethrow),
           .modes = every_mode},
          {.name = "a_connection_kept/fix_rethrow_coroutine",
           .program = service(fix_rethrow_coroutine),
           .modes = {stop_mode::edge, stop_mode::level, stop_mode::request},
           .weak_against = {{.mode = stop_mode::drop, .finds = leak}}},
      }};
}

}  // namespace payments
