#include "../chapters.hpp"
#include "shift.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::stop_mode;

const expectation begun_too_late{
    .what = {oracle::invariant, "no transaction is begun while the service closes", ""}};

}  // namespace

chapter shutdown_held_up::tell() {
  return {.title = "(g) one handler that ignores its stop holds up the shutdown of all others",
          .versions = {
              {.name = "g_shutdown_held_up/bug",
               .program = shift_run_by(bug),
               .modes = {stop_mode::edge},
               .finds = begun_too_late},
              {.name = "g_shutdown_held_up/fix_stop_all_first",
               .program = shift_run_by(fix_stop_all_first),
               .modes = every_mode},
              {.name = "g_shutdown_held_up/fix_scope",
               .program = shift_run_by(fix_scope),
               .modes = every_mode},
              {.name = "g_shutdown_held_up/fix_limited_wait",
               .program = shift_run_by(fix_limited_wait),
               .modes = {stop_mode::drop, stop_mode::request},
               .weak_against = {{.mode = stop_mode::edge, .finds = begun_too_late},
                                {.mode = stop_mode::level, .finds = begun_too_late}}},
          }};
}

}  // namespace payments
