#include <cutpoint/asio/spawned_task.hpp>

#include "world.hpp"

#include <cutpoint/asio/refuse_system_threads.hpp>
#include <cutpoint/asio/strand.hpp>
#include <cutpoint/kernel/contract.hpp>

#include <utility>

namespace cutpoint::asio::detail {
namespace {

using boost::asio::any_io_executor;

// A strand of a run is an executor of it, too.
const executor* find_executor(const any_io_executor& on) {
  if (const executor* const plain = on.target<executor>()) return plain;
  return on.target<boost::asio::strand<executor>>();
}

label name_of(spawned_as kind) {
  switch (kind) {
    case spawned_as::detached:
      return "detached";
    case spawned_as::awaited:
      return "awaited";
    case spawned_as::leg:
      return "leg";
    case spawned_as::spawned:
      break;
  }
  return "spawned";
}

}  // namespace

asio_task* begin_task(const any_io_executor& on, spawned_as kind) {
  const executor* const ours = find_executor(on);
  return ours != nullptr ? asio_task::of_executor(*ours).of.spawn(name_of(kind)) : nullptr;
}

any_io_executor executor_of(asio_task& t, const any_io_executor& like) {
  const executor* const ours = find_executor(like);
  return ours != nullptr ? any_io_executor(ours->for_task(t)) : like;
}

std::optional<any_io_executor> in_new_strand(const any_io_executor& on) {
  const executor* const ours = find_executor(on);
  if (ours == nullptr) return std::nullopt;
  return any_io_executor(ours->in_new_strand());
}

any_io_executor outside_of_strands(const any_io_executor& on) {
  const executor* const ours = find_executor(on);
  return ours != nullptr ? any_io_executor(ours->outside_of_strands()) : on;
}

bool in_strand(const any_io_executor& on) {
  const executor* const ours = find_executor(on);
  return ours != nullptr && ours->in_strand();
}

boost::asio::cancellation_slot slot_of(asio_task& t) { return t.cancels.slot(); }

void emit_cancellation(asio_task& t, boost::asio::cancellation_type type) { t.cancels.emit(type); }

void task_ended(asio_task& t, std::exception_ptr error, error_goes where) {
  t.error_taken = where == error_goes::to_a_handler;
  t.of.task_ended(t, std::move(error));
}

void refuse_system_threads() {
  const kernel* const run = find_this_kernel();
  CUTPOINT_REQUIRE(run == nullptr || run->finishing(),
                   "system_executor: a handler without an executor is posted to threads of Asio's "
                   "own; post it to the executor of the run, or bind_executor that to it");
}

void note_operation(label operation) { world::note(operation); }

}  // namespace cutpoint::asio::detail
