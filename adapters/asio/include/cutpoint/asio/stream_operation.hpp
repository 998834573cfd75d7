#pragma once

#include <cutpoint/asio/outside_event.hpp>

#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/execution/allocator.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/require.hpp>
#include <boost/intrusive/list.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cutpoint::asio::detail {

using boost::system::error_code;

template <class Tag>
using operation_hook =
    boost::intrusive::list_base_hook<boost::intrusive::tag<Tag>,
                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
struct by_queue;
struct by_service;

class operation_canceller;

/// What a stream or an acceptor has begun and not completed, whatever its handler is.
///
/// It stands in the line of what it waits for, and in that of the execution context, which
/// destroys it if it is shut down first. Both let go of it when it goes.
class stream_operation : public operation_hook<by_queue>, public operation_hook<by_service> {
 public:
  stream_operation(const stream_operation&) = delete;
  stream_operation& operator=(const stream_operation&) = delete;

  /// Posts the handler with the outcome to its executor. The operation is gone then.
  virtual void complete(error_code ec, std::size_t count = 0) = 0;
  /// Destroys the handler without calling it. The operation is gone then.
  virtual void destroy() noexcept = 0;

  /// Says that the operation was begun and not completed: its outcome comes from outside.
  void wait() { waits_ = true; }

 protected:
  stream_operation() = default;
  ~stream_operation();

  bool cancellable() const { return canceller_ != nullptr; }
  /// Returns: whether the program's own step does not say when the operation completes.
  bool completes_from_outside(error_code ec) const;

 private:
  friend class operation_canceller;
  operation_canceller* canceller_ = nullptr;
  bool waits_ = false;
};

template <class Tag>
using operation_list =
    boost::intrusive::list<stream_operation, boost::intrusive::base_hook<operation_hook<Tag>>,
                           boost::intrusive::constant_time_size<false>>;

/// Stands in a cancellation slot for an operation. Either may go first.
class operation_canceller {
 public:
  explicit operation_canceller(stream_operation& cancels) : cancels_(&cancels) {
    cancels.canceller_ = this;
  }
  operation_canceller(const operation_canceller&) = delete;
  operation_canceller& operator=(const operation_canceller&) = delete;
  ~operation_canceller() {
    if (cancels_ != nullptr) cancels_->canceller_ = nullptr;
  }

  /// Cancels the operation: what was not transferred never is, so each type can be honoured.
  void operator()(boost::asio::cancellation_type types);

 private:
  friend class stream_operation;
  stream_operation* cancels_;
};

/// A handler with its arguments, as a function.
template <class Handler, class Arguments>
struct bound_handler {
  Handler handler;
  Arguments arguments;
  void operator()() { std::apply(std::move(handler), std::move(arguments)); }
};

/// The operation `Base` with its handler. `Base::outcome(handler, ec, count)` makes the handler's
/// arguments.
///
/// While it waits it holds the handler's executor, tracked. Cost: one allocation, by the handler's
/// allocator, and what posting costs.
template <class Base, class Handler, class Executor>
class handled_operation final : public Base {
  using handler_executor = boost::asio::associated_executor_t<Handler, Executor>;
  using tracked_executor = std::decay_t<decltype(boost::asio::prefer(
      std::declval<handler_executor>(), boost::asio::execution::outstanding_work.tracked))>;
  using allocator = typename std::allocator_traits<
      boost::asio::associated_allocator_t<Handler>>::template rebind_alloc<handled_operation>;

 public:
  /// Returns: a new operation, which its handler's cancellation slot can cancel.
  template <class... Parts>
  static handled_operation& make(Handler handler, const Executor& executor, Parts&&... parts) {
    allocator memory(boost::asio::get_associated_allocator(handler));
    handled_operation* const place = std::allocator_traits<allocator>::allocate(memory, 1);
    // Moving handlers does not throw; copying buffers and executors does not either.
    auto& made =
        *new (place) handled_operation(std::move(handler), executor, std::forward<Parts>(parts)...);
    if (made.slot_.is_connected()) made.slot_.template emplace<operation_canceller>(made);
    return made;
  }

  void complete(error_code ec, std::size_t count) override {
    // First, as the slot belongs to the handler's owner, who may go when it is called.
    if (this->cancellable()) slot_.clear();
    auto arguments = Base::outcome(handler_, ec, count);
    bound_handler<Handler, decltype(arguments)> bound{std::move(handler_), std::move(arguments)};
    const tracked_executor runs = std::move(executor_);
    const auto memory = boost::asio::get_associated_allocator(bound.handler);
    std::optional<outside_event> from_outside;
    if (this->completes_from_outside(ec)) from_outside.emplace();
    free_with(allocator(memory));
    boost::asio::prefer(boost::asio::require(runs, boost::asio::execution::blocking.never),
                        boost::asio::execution::allocator(memory))
        .execute(std::move(bound));
  }

  void destroy() noexcept override {
    // The handler may own all that leads to this operation: it goes when the operation is gone.
    const Handler last = std::move(handler_);
    const tracked_executor runs = std::move(executor_);
    free_with(allocator(boost::asio::get_associated_allocator(last)));
  }

 private:
  template <class... Parts>
  handled_operation(Handler&& handler, const Executor& executor, Parts&&... parts)
      : Base(std::forward<Parts>(parts)...),
        slot_(boost::asio::get_associated_cancellation_slot(handler)),
        executor_(boost::asio::prefer(boost::asio::get_associated_executor(handler, executor),
                                      boost::asio::execution::outstanding_work.tracked)),
        handler_(std::move(handler)) {}
  ~handled_operation() = default;

  void free_with(allocator memory) noexcept {
    this->~handled_operation();
    std::allocator_traits<allocator>::deallocate(memory, this, 1);
  }

  boost::asio::associated_cancellation_slot_t<Handler> slot_;
  tracked_executor executor_;
  Handler handler_;
};

}  // namespace cutpoint::asio::detail
