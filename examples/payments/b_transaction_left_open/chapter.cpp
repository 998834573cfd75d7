#include "../chapters.hpp"
#include "../service/service.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::search_phase;
using cutpoint::stop_mode;

const cutpoint::finding_identity open_transaction{
    oracle::invariant, "an idle connection is outside any transaction", ""};

}  // namespace

chapter transaction_left_open::tell() {
  return {.title = "(b) a transaction is neither committed nor rolled back",
          .versions = {
              {.name = "b_transaction_left_open/bug",
               .program = service(bug),
               .modes = {stop_mode::edge},
               .finds = expectation{.what = open_transaction}},
              {.name = "b_transaction_left_open/fix_raii",
               .program = service(fix_raii),
               .modes = every_mode},
              {.name = "b_transaction_left_open/fix_rethrow",
               .program = service(fix_rethrow),
               .modes = {stop_mode::request},
               .weak_against = {{.mode = stop_mode::edge,
                                 .finds = {.what = open_transaction, .phase = search_phase::depth}},
                                {.mode = stop_mode::level, .finds = {.what = open_transaction}},
                                {.mode = stop_mode::drop, .finds = {.what = open_transaction}}}},
              {.name = "b_transaction_left_open/fix_shield",
               .program = service(fix_shield),
               .modes = {stop_mode::edge, stop_mode::level, stop_mode::request},
               .weak_against = {{.mode = stop_mode::drop, .finds = {.what = open_transaction}}}},
          }};
}

}  // namespace payments
