#include <cutpoint/asio/make_program.hpp>

#include "world.hpp"

#include <utility>

namespace cutpoint::asio::detail {

void main_handler::operator()(std::exception_ptr error) const { of_->main_ended(std::move(error)); }

program make_program(starter start, body_kind kind, program_options how) {
  return program([start = std::move(start), kind, how](kernel& run) mutable {
    std::optional<world>& here = run.extension<host>().here;
    here.emplace(run, how);
    here->begin(start, kind);
  });
}

}  // namespace cutpoint::asio::detail
