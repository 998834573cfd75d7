#include "../chapters.hpp"
#include "../service/service.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::stop_mode;

}  // namespace

chapter stop_taken_for_a_failure::tell() {
  return {.title = "(c) a stop is taken for a failure, and the handler goes on",
          .versions = {
              {.name = "c_stop_taken_for_a_failure/bug",
               .program = service(bug),
               .modes = {stop_mode::edge},
               .finds = expectation{.what = {oracle::swallowed_stop, "", "main/notify"}}},
              {.name = "c_stop_taken_for_a_failure/fix_catch_failures",
               .program = service(fix_catch_failures),
               .modes = every_mode},
              {.name = "c_stop_taken_for_a_failure/fix_rethrow",
               .program = service(fix_rethrow),
               .modes = {stop_mode::edge, stop_mode::level, stop_mode::request},
               .weak_against = {{.mode = stop_mode::drop,
                                 .finds = {.what = {oracle::swallowed_stop, "downstream.tell",
                                                    "main/notify"}}}}},
              {.name = "c_stop_taken_for_a_failure/fix_rethrow_coroutine",
               .program = service(fix_rethrow_coroutine),
               .modes = every_mode},
          }};
}

}  // namespace payments
