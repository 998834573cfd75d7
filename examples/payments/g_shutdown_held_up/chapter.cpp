#include "../chapters.hpp"
#include "shift.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::stop_mode;

}  // namespace

chapter shutdown_held_up::tell() {
  return {
      .title = "(g) one handler that ignores its stop holds up the shutdown of all others",
      .versions = {
          {.name = "g_shutdown_held_up/bug",
           .program = shift_run_by(bug),
           .modes = {stop_mode::edge},
           .finds = expectation{.what = {oracle::invariant,
                                         "no transaction is begun while the service closes", ""}}},
          {.name = "g_shutdown_held_up/fix_stop_all_first",
           .program = shift_run_by(fix_stop_all_first),
           .modes = every_mode},
          {.name = "g_shutdown_held_up/fix_scope",
           .program = shift_run_by(fix_scope),
           .modes = every_mode},
      }};
}

}  // namespace payments
