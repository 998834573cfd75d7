#include "../chapters.hpp"
#include "../service/service.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::stop_mode;

const expectation cents_are_gone{
    .what = {oracle::invariant, "each cent is pending or settled", ""}};

}  // namespace

chapter totals_half_moved::tell() {
  return {.title = "(d) shared state is left half-updated",
          .versions = {
              {.name = "d_totals_half_moved/bug",
               .program = service(bug),
               .modes = {stop_mode::edge},
               .finds = cents_are_gone},
              {.name = "d_totals_half_moved/fix_one_step",
               .program = service(fix_one_step),
               .modes = every_mode},
              {.name = "d_totals_half_moved/fix_rethrow",
               .program = service(fix_rethrow),
               .modes = {stop_mode::edge, stop_mode::level, stop_mode::request},
               .weak_against = {{.mode = stop_mode::drop, .finds = cents_are_gone}}},
              {.name = "d_totals_half_moved/fix_shield",
               .program = service(fix_shield),
               .modes = {stop_mode::edge, stop_mode::level, stop_mode::request},
               .weak_against = {{.mode = stop_mode::drop, .finds = cents_are_gone}}},
          }};
}

}  // namespace payments
