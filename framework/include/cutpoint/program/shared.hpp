#pragma once

#include <cutpoint/kernel/footprint.hpp>
#include <cutpoint/program/awaitable.hpp>
#include <cutpoint/program/may_be_temporary.hpp>

#include <concepts>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>

namespace cutpoint {

namespace detail {

/// An access to a variable: it could be made at once, and is, but others may go first.
class access_operation {
 public:
  bool ready() const noexcept { return true; }
  void complete(wait_node&) noexcept {}
  // Whoever is always ready stands in no line.
  void enqueue(wait_node&) noexcept {}
  void withdraw(wait_node&) noexcept {}
};

}  // namespace detail

/// A variable that several tasks access, where each access is a checkpoint: other tasks may run
/// before it. So the search finds what goes wrong when `load` and `store` are taken for one access.
///
/// An access is atomic; a stop comes before it, never within. Threads: the run's. Lifetime: it
/// outlives the accesses. Choices: one for each access.
template <class T>
class shared {
 private:
  class load_operation : public detail::access_operation {
   public:
    explicit load_operation(const shared& from) : from_(&from) {}
    T take() { return from_->peek(); }

   private:
    const shared* from_;
  };

  class store_operation : public detail::access_operation {
   public:
    store_operation(shared& to, T&& value) : to_(&to), value_(std::move(value)) {}
    void take() {
      to_->used_.write();
      to_->value_ = std::move(value_);
    }

   private:
    shared* to_;
    T value_;
  };

  template <class Change>
  class update_operation : public detail::access_operation {
   public:
    static constexpr bool fit_for_co_await = detail::may_be_temporary<Change>;

    update_operation(shared& of, Change&& change)
        : of_(&of), change_(std::forward<Change>(change)) {}
    decltype(auto) take() {
      of_->used_.write();
      return std::move(change_)(of_->value_);
    }

   private:
    shared* of_;
    std::decay_t<Change> change_;
  };

 public:
  /// The suspension points are called `name.load`, `name.store` and `name.update`.
  explicit shared(label name = "shared", T initial = T())
      : loading_(std::string(name.text()) + ".load"),
        storing_(std::string(name.text()) + ".store"),
        updating_(std::string(name.text()) + ".update"),
        value_(std::move(initial)) {}
  shared(const shared&) = delete;
  shared& operator=(const shared&) = delete;

  /// Reads the variable. Gives a copy.
  awaitable<load_operation> load(
      std::source_location where = std::source_location::current()) const {
    return awaitable<load_operation>(site(loading_, where), *this);
  }

  /// Writes the variable.
  awaitable<store_operation> store(T value,
                                   std::source_location where = std::source_location::current()) {
    return awaitable<store_operation>(site(storing_, where), *this, std::move(value));
  }

  /// Reads and writes the variable in one access: calls `change(T&)`, which does not suspend. Gives
  /// what `change` gives.
  template <class Change>
    requires std::invocable<std::decay_t<Change>, T&>
  awaitable<update_operation<Change>> update(
      Change&& change, std::source_location where = std::source_location::current()) {
    return awaitable<update_operation<Change>>(site(updating_, where), *this,
                                               std::forward<Change>(change));
  }

  /// Returns: the value, without an access: for `always`, `at_end` and assertions.
  const T& peek() const {
    used_.read();
    return value_;
  }

 private:
  shared_object used_;
  label loading_;
  label storing_;
  label updating_;
  T value_;
};

}  // namespace cutpoint
