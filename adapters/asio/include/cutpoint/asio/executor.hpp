#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/detail/executor_function.hpp>
#include <boost/asio/execution.hpp>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace cutpoint::asio {

class asio_task;

/// Where the handlers of a program under check run: what its code takes for the executor of an
/// `io_context` of one thread.
///
/// `post` and `defer` queue: what was posted runs in that order. `dispatch` in a step of the
/// program runs at once. Completions of timers and `outside_event`s race with what is queued. Each
/// handler is a step of the task that the executor belongs to. It converts to `any_io_executor`.
///
/// Threads: the run's; another one that calls it is misuse. Lifetime: the run's.
class executor {
 public:
  /// Runs handlers of the same task in the same strand.
  executor(const executor& other) noexcept : executor(other.task_, other.bits_, other.strand_) {}
  executor& operator=(const executor& other) noexcept {
    executor copy(other);
    std::swap(task_, copy.task_);
    std::swap(bits_, copy.bits_);
    std::swap(strand_, copy.strand_);
    return *this;
  }
  ~executor() {
    if ((bits_ & tracked) != 0) work_finished();
  }

  boost::asio::execution_context& query(boost::asio::execution::context_t) const noexcept;
  boost::asio::execution::blocking_t query(boost::asio::execution::blocking_t) const noexcept {
    if ((bits_ & never) != 0) return boost::asio::execution::blocking.never;
    return boost::asio::execution::blocking.possibly;
  }
  boost::asio::execution::relationship_t query(
      boost::asio::execution::relationship_t) const noexcept {
    if ((bits_ & continues) != 0) return boost::asio::execution::relationship.continuation;
    return boost::asio::execution::relationship.fork;
  }
  boost::asio::execution::outstanding_work_t query(
      boost::asio::execution::outstanding_work_t) const noexcept {
    if ((bits_ & tracked) != 0) return boost::asio::execution::outstanding_work.tracked;
    return boost::asio::execution::outstanding_work.untracked;
  }
  static constexpr boost::asio::execution::mapping_t query(
      boost::asio::execution::mapping_t) noexcept {
    return boost::asio::execution::mapping.thread;
  }
  template <class Allocator>
  static constexpr std::allocator<void> query(
      boost::asio::execution::allocator_t<Allocator>) noexcept {
    return {};
  }

  executor require(boost::asio::execution::blocking_t::never_t) const noexcept {
    return with(bits_ | never);
  }
  executor require(boost::asio::execution::blocking_t::possibly_t) const noexcept {
    return with(bits_ & ~never);
  }
  executor require(boost::asio::execution::relationship_t::continuation_t) const noexcept {
    return with(bits_ | continues);
  }
  executor require(boost::asio::execution::relationship_t::fork_t) const noexcept {
    return with(bits_ & ~continues);
  }
  executor require(boost::asio::execution::outstanding_work_t::tracked_t) const noexcept {
    return with(bits_ | tracked);
  }
  executor require(boost::asio::execution::outstanding_work_t::untracked_t) const noexcept {
    return with(bits_ & ~tracked);
  }
  template <class Allocator>
  executor require(boost::asio::execution::allocator_t<Allocator>) const noexcept {
    return *this;
  }

  /// Equal executors run handlers in the same task and the same strand.
  friend bool operator==(const executor& a, const executor& b) noexcept {
    return a.task_ == b.task_ && a.strand_ == b.strand_ && ((a.bits_ ^ b.bits_) & ~tracked) == 0;
  }
  friend bool operator!=(const executor& a, const executor& b) noexcept { return !(a == b); }

  /// Returns: the same for handlers that are steps of `t`.
  executor for_task(asio_task& t) const noexcept { return executor(&t, bits_, strand_); }
  /// Returns: the same in a strand of its own: of its handlers none runs while another does, and
  /// what is posted to it runs in that order, whatever goes on elsewhere.
  executor in_new_strand() const;
  /// Returns: the same executor without its strand.
  executor outside_of_strands() const noexcept { return executor(task_, bits_, 0); }
  /// Returns: whether a handler of its strand is running.
  bool in_strand() const noexcept;

  /// Runs `f` now or as a step of its own. Whatever `f` throws inside leaves the step.
  template <class Function>
  void execute(Function&& f) const {
    if (runs_at_once()) {
      const inline_run in(*this);
      std::decay_t<Function> call(std::forward<Function>(f));
      call();
    } else if constexpr (std::is_same_v<std::decay_t<Function>, function>) {
      enqueue(std::forward<Function>(f));
    } else {
      enqueue(function(std::forward<Function>(f), std::allocator<void>()));
    }
  }

 private:
  friend class asio_task;
  using function = boost::asio::detail::executor_function;
  static constexpr std::uint32_t never = 1;
  static constexpr std::uint32_t continues = 2;
  static constexpr std::uint32_t tracked = 4;

  // What runs inside a step of another task belongs to its own.
  class inline_run {
   public:
    explicit inline_run(const executor& on) : before_(on.enter()) {}
    ~inline_run() { leave(before_); }
    inline_run(const inline_run&) = delete;
    inline_run& operator=(const inline_run&) = delete;

   private:
    asio_task* before_;
  };

  executor(asio_task* task, std::uint32_t bits, std::uint32_t strand) noexcept
      : task_(task), bits_(bits), strand_(strand) {
    if ((bits_ & tracked) != 0) work_started();
  }
  executor with(std::uint32_t bits) const noexcept { return executor(task_, bits, strand_); }
  void work_started() const noexcept;
  void work_finished() const noexcept;
  bool runs_at_once() const;
  asio_task* enter() const;
  static void leave(asio_task* before);
  void enqueue(function f) const;

  asio_task* task_;
  std::uint32_t bits_;
  std::uint32_t strand_;  ///< 0: none
};

static_assert(sizeof(executor) <= 2 * sizeof(void*), "an any_io_executor holds it in place");

}  // namespace cutpoint::asio
