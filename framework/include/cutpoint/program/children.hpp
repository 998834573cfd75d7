#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/kernel/stop_listener.hpp>
#include <cutpoint/kernel/task.hpp>
#include <cutpoint/kernel/wait_node.hpp>
#include <cutpoint/program/spawn.hpp>
#include <cutpoint/program/task_handle.hpp>
#include <cutpoint/program/task_name.hpp>
#include <cutpoint/trace/outcome.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Tasks that one operation spawns and waits for: what `when_all`, `when_any` and `timeout` share.
namespace cutpoint::detail {

/// Which end of a child decides what becomes of the others: they are then stopped.
enum class deciding : std::uint8_t {
  first_end,      ///< however it ends
  first_failure,  ///< the first that gives no value
};

/// The children of a waiting task, which it never leaves behind: it goes on when the last has
/// ended, it passes on to them the stops that reach it, and when it is dropped, so are they, in
/// reverse.
class child_group final : end_listener {
 public:
  explicit child_group(deciding decides) : decides_(decides) {}
  child_group(const child_group&) = delete;
  child_group& operator=(const child_group&) = delete;
  ~child_group();

  /// Makes `t`, which was just spawned, a child.
  void add(task_control& t);
  /// Makes `node` the one that is granted when all children have ended.
  void wait(wait_node& node);
  /// Stops those that were not stopped before.
  void stop(stop_mode mode) noexcept;
  /// What an operation does when its waiter is stopped.
  bool pass_on(stop_mode mode) noexcept;
  /// Drops those that have not ended, the youngest first.
  void drop() noexcept;

  /// Returns: the index of the child whose end was deciding; nothing if none was.
  std::optional<std::size_t> decided() const { return decided_; }
  /// Returns: null if all have ended.
  const task_control* first_alive() const noexcept;

 private:
  class request_listener final : public stop_listener {
   public:
    request_listener(task_control& waiter, child_group& to) : stop_listener(waiter), to_(&to) {}

   private:
    void stop_requested(stop_strength strength) noexcept override { to_->request(strength); }
    child_group* to_;
  };

  void task_ended(task_control& t) noexcept override;
  void decide(const task_control& t) noexcept;
  void request(stop_strength strength) noexcept;

  shared_object used_;
  deciding decides_;
  bool stopped_ = false;  ///< by this group: a child that then ends as stopped is no surprise
  bool dropping_ = false;
  wait_node* node_ = nullptr;
  std::vector<task_control*> all_;
  std::size_t alive_ = 0;
  std::optional<std::size_t> decided_;
  std::optional<request_listener> requests_;
};

template <class Body>
using child_value = typename task_starter<std::invoke_result_t<Body>>::value_type;

/// The children that run `Bodies`. They start when they are waited for.
template <class... Bodies>
class children {
 public:
  /// Two children or more are called `operation.0`, `operation.1` ...; a single one `operation`.
  template <class... Args>
  children(task_name operation, deciding decides, Args&&... bodies)
      : operation_(operation), bodies_(std::forward<Args>(bodies)...), group_(decides) {}

  void start(wait_node& node) {
    start_each(std::index_sequence_for<Bodies...>());
    group_.wait(node);
  }

  /// Returns: what became of each. Requires: all have ended; called once.
  std::tuple<outcome<child_value<Bodies>>...> take_outcomes() {
    return std::apply([](auto&... handle) { return std::tuple(handle->take_outcome()...); },
                      handles_);
  }

  child_group& group() { return group_; }
  const child_group& group() const { return group_; }

 private:
  template <std::size_t... I>
  void start_each(std::index_sequence<I...>) {
    (start_one<I>(), ...);
  }

  template <std::size_t I>
  void start_one() {
    using body = std::tuple_element_t<I, std::tuple<Bodies...>>;
    auto& handle = std::get<I>(handles_);
    handle.emplace(task_starter<std::invoke_result_t<body>>::start(
        name_of_child<I>(), std::move(std::get<I>(bodies_))));
    group_.add(handle->ref().get());
  }

  template <std::size_t I>
  task_name name_of_child() const {
    if constexpr (sizeof...(Bodies) == 1) return operation_;
    return task_name(std::string(operation_.name().text()) + '.' + std::to_string(I),
                     operation_.where());
  }

  task_name operation_;
  std::tuple<Bodies...> bodies_;
  std::tuple<std::optional<task_handle<child_value<Bodies>>>...> handles_;
  child_group group_;  // goes first, so that the handles find nothing to wait for
};

}  // namespace cutpoint::detail
