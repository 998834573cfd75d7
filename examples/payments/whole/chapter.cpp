#include "../a_connection_kept/handlers.hpp"
#include "../chapters.hpp"
#include "../service/service.hpp"

namespace payments {
namespace {

const situation everything{
    .sent = {{.payment = "invoice-17", .cents = 4'200}, {.payment = "invoice-18", .cents = 1'500}},
    .connections = 2,
    .pool_is_monitored = monitoring::on,
    .time_limit = std::chrono::seconds(5)};

// There are some 100,000.
constexpr std::uint64_t some_pairs = 5'000;

}  // namespace

chapter whole::tell() {
  return {.title =
              "the whole service, repaired: two clients, two connections, one writer at a time, a "
              "monitor, a time limit",
          .versions = {{.name = "whole/fibers",
                        .program = service(connection_kept::fix_raii, everything),
                        .modes = every_mode,
                        .pairs = some_pairs},
                       {.name = "whole/coroutines",
                        .program = service(connection_kept::fix_raii_coroutine, everything),
                        .modes = every_mode,
                        .pairs = some_pairs}}};
}

}  // namespace payments
