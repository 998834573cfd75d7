#pragma once

#include "asio_task.hpp"
#include "timer_watch.hpp"

#include <cutpoint/asio/executor.hpp>
#include <cutpoint/asio/make_program.hpp>
#include <cutpoint/asio/program_options.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <boost/asio/detail/executor_function.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cutpoint::asio {

/// What the program takes for its `io_context`: one run's. Nobody runs it; its completions become
/// handlers in the world's queue.
class context final : public boost::asio::io_context {
 public:
  context();
  using execution_context::shutdown;

  boost::asio::detail::scheduler& services() const { return *services_; }
  /// Returns: whether a timer was ever made on it, or anything else that waits for the system.
  bool has_timers() const;

 private:
  boost::asio::detail::scheduler* services_;
};

/// One run of a program of Asio's: the handlers that are due, and whose steps they are.
///
/// A handler is in the queue until it runs. Its task is ready for the kernel if a handler of it may
/// run next; if all of them stand behind others, it is held back.
class world {
 public:
  using function = boost::asio::detail::executor_function;

  world(kernel& run, program_options how);
  ~world();

  /// Makes `main`, whose first step is `start`.
  void begin(detail::starter& start, detail::body_kind kind);
  void main_ended(std::exception_ptr error);

  /// Returns: a new task below the current one; null where the run is being cleared away.
  asio_task* spawn(label name);
  /// Says that the coroutine of `t` has ended; at the end of the step, if `t` is in one.
  void task_ended(asio_task& t, std::exception_ptr error);
  /// Says what the current task, if it is one of Asio's, is about to wait for.
  static void note(label operation);
  /// The same where nobody has said it in this step.
  static void note_if_unnamed(const std::string& operation);

  // What an executor asks for.

  context& its_context() { return *context_; }
  /// Misuse where another thread calls than the run's.
  void require_own_thread() const;
  std::uint32_t new_strand() { return ++strands_; }
  bool is_active(std::uint32_t strand) const;
  bool runs_at_once(std::uint32_t strand) const;
  void enqueue(asio_task& t, function f, std::uint32_t strand);
  /// Goes on with `t` in the step in progress. Returns: whose step it was.
  asio_task* enter(asio_task& t, std::uint32_t strand);
  void leave(asio_task& before);
  void work_started() { ++work_; }
  void work_finished() { --work_; }

  // What the kernel asks for.

  void step(asio_task& t);
  void drop(asio_task& t);
  void cancel(asio_task& t, stop_strength strength);

  /// Makes what is posted while it is true an outside event. Returns: what it was.
  bool from_outside(bool is) { return std::exchange(arriving_, is); }
  /// Queues the handlers of what the services of the context have completed.
  void collect();
  /// Queues those of `ops`, which come from outside.
  void collect_outside(boost::asio::detail::op_queue<boost::asio::detail::operation>& ops);
  /// Returns: the oldest task besides `main` that has not ended.
  const asio_task* oldest_child() const;
  const asio_task& main() const { return tasks_.front(); }
  bool main_returned() const { return main_returned_; }

  kernel& run() { return *run_; }
  static world* find_current();

 private:
  struct handler {
    handler(asio_task& owner, function f, std::uint32_t its_strand, bool from_outside)
        : task(&owner), call(std::move(f)), strand(its_strand), outside(from_outside) {}
    handler(handler&&) noexcept = default;
    // A function of Asio's can be moved to a new place only.
    handler& operator=(handler&& other) noexcept {
      if (this == &other) return *this;
      std::destroy_at(this);
      return *std::construct_at(this, std::move(other));
    }
    ~handler() = default;

    asio_task* task;
    function call;
    std::uint32_t strand;
    bool outside;
  };
  using step_part = void (world::*)(asio_task&);

  bool may_run(std::size_t index) const;
  bool may_run_any_of(const asio_task& t) const;
  bool has_any(const asio_task& t) const;
  std::size_t choose_handler(const asio_task& t);
  void run_handler(asio_task& t);
  void start_main(asio_task& t);
  void guarded(asio_task& t, step_part part);
  void end_later(asio_task& t, std::exception_ptr error);
  void offer(asio_task& t);
  void offer_first_of(std::uint32_t strand);
  void settle(asio_task& t);
  void finish(asio_task& t);
  void cancel_now(asio_task& t, stop_strength strength);
  bool is_done() const;
  void settle_all();
  void shut_down();
  void clear_queue();
  asio_task& living(asio_task& t);
  asio_task& current_task();
  static asio_task* find_task();

  kernel* run_;
  program_options how_;
  detail::starter* start_ = nullptr;
  // Signals go last: what waits refers to them.
  std::deque<asio_task> tasks_;
  std::vector<handler> queue_;
  std::optional<context> context_;
  timer_watch timers_;
  std::vector<asio_task*> inside_;
  std::vector<std::uint32_t> active_strands_;
  std::uint32_t strands_ = 0;
  std::int64_t work_ = 0;
  bool in_step_ = false;
  bool collecting_ = false;
  bool arriving_ = false;
  bool main_returned_ = false;
  bool closing_ = false;
  bool broken_off_ = false;  ///< an exception has left the loop
};

/// The world of a kernel's run.
class host final : public kernel_extension {
 public:
  void end_run() noexcept override { here.reset(); }
  bool guards(const void*) const noexcept override { return false; }

  std::optional<world> here;
};

}  // namespace cutpoint::asio
