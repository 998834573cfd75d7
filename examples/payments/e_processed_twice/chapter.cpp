#include "../chapters.hpp"
#include "../service/service.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::stop_mode;

const expectation booked_twice{.what = {oracle::invariant, "no payment is booked twice", ""}};

const situation sent_twice{
    .sent = {{.payment = "invoice-17", .cents = 4'200}, {.payment = "invoice-17", .cents = 4'200}}};

}  // namespace

chapter processed_twice::tell() {
  return {.title = "(e) a repeated notification is processed twice",
          .versions = {
              {.name = "e_processed_twice/bug",
               .program = service(bug, sent_twice),
               .modes = {stop_mode::edge},
               .finds = booked_twice},
              {.name = "e_processed_twice/fix_owner_token",
               .program = service(fix_owner_token, sent_twice),
               .modes = every_mode},
              {.name = "e_processed_twice/fix_wait",
               .program = service(fix_wait, sent_twice),
               .modes = {stop_mode::edge, stop_mode::level, stop_mode::request},
               .weak_against = {{.mode = stop_mode::drop, .finds = booked_twice}}},
          }};
}

}  // namespace payments
