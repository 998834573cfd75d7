#include <cutpoint/asio/faults.hpp>

#include <cutpoint/asio/stream_service.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/choose.hpp>
#include <cutpoint/program/fault.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace cutpoint::asio::detail {
namespace {

// A search asks only on behalf of a task; what streams do on the way down goes well.
bool may_draw() {
  const kernel* const run = find_this_kernel();
  return run != nullptr && run->in_task() && !run->finishing();
}

}  // namespace

faults& faults_in(boost::asio::execution_context& context) { return service_in(context).may_fail; }

bool draw_failure(bool may_happen, label name) { return may_happen && may_draw() && fault(name); }

std::size_t draw_length(const faults& may_fail, std::size_t most, label name) {
  if (!may_fail.partial_transfers || most < 2 || !may_draw()) return most;
  const std::array<std::size_t, 4> lengths = {most, 1, most - 1, most / 2};
  const auto different = static_cast<std::uint32_t>(std::min<std::size_t>(most, lengths.size()));
  return lengths[choose(different, name)];
}

bool draw_lateness(const faults& may_fail) {
  return may_fail.latency > virtual_duration{0} && may_draw() && choose(2, "stream.latency") == 1;
}

}  // namespace cutpoint::asio::detail
