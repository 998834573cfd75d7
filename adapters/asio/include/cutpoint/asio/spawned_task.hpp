#pragma once

#include <cutpoint/trace/label.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_type.hpp>

#include <cstdint>
#include <exception>
#include <optional>
#include <typeinfo>

/// What <cutpoint/asio/sites.hpp> tells the adapter.
namespace cutpoint::asio {

class asio_task;

namespace detail {

/// For whom a coroutine is spawned; names its task.
enum class spawned_as : std::uint8_t { spawned, detached, awaited, leg };

/// Where an exception goes that leaves a spawned coroutine.
enum class error_goes : std::uint8_t { nowhere, to_a_handler };

/// Returns: a new task for a coroutine that is spawned `on`; null where that is no executor of a
/// run. Its parent is the current task.
asio_task* begin_task(const boost::asio::any_io_executor& on, spawned_as kind);

/// Returns: `like`, in the same strand, with handlers that are steps of `t`.
boost::asio::any_io_executor executor_of(asio_task& t, const boost::asio::any_io_executor& like);

/// Returns: an executor in a strand of its own; nothing where `on` is no executor of a run.
std::optional<boost::asio::any_io_executor> in_new_strand(const boost::asio::any_io_executor& on);
boost::asio::any_io_executor outside_of_strands(const boost::asio::any_io_executor& on);
bool in_strand(const boost::asio::any_io_executor& on);

/// Returns: where cancellations of `t` come from.
boost::asio::cancellation_slot slot_of(asio_task& t);
void emit_cancellation(asio_task& t, boost::asio::cancellation_type type);

/// Says that the coroutine of `t` has ended.
void task_ended(asio_task& t, std::exception_ptr error, error_goes where);

/// Says what the current task is about to wait for.
void note_operation(label operation);

/// Returns: the label of an operation whose initiation is of this type.
label operation_name(const std::type_info& initiation);

}  // namespace detail
}  // namespace cutpoint::asio
