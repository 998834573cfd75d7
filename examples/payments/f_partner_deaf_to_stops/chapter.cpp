#include "../chapters.hpp"
#include "../service/service.hpp"
#include "handlers.hpp"

namespace payments {
namespace {

using cutpoint::oracle;
using cutpoint::stop_mode;

const situation slow_partner{.partner_takes = std::chrono::seconds(20)};

}  // namespace

chapter partner_deaf_to_stops::tell() {
  return {
      .title = "(f) a slow downstream call ignores the stop for 20 s",
      .versions = {
          {.name = "f_partner_deaf_to_stops/bug",
           .program = service(bug, slow_partner),
           .modes = {stop_mode::edge},
           .finds = expectation{.what = {oracle::ignored_stop, "downstream.tell", "main/notify"}}},
          {.name = "f_partner_deaf_to_stops/fix_timeout",
           .program = service(fix_timeout, slow_partner),
           .modes = every_mode},
          {.name = "f_partner_deaf_to_stops/fix_background",
           .program = service(fix_background, slow_partner),
           .modes = {stop_mode::edge, stop_mode::level, stop_mode::drop},
           .weak_against = {{.mode = stop_mode::request,
                             .finds = {.what = {oracle::ignored_stop, "partner.receipt",
                                                "main/notify"}}}}},
      }};
}

}  // namespace payments
