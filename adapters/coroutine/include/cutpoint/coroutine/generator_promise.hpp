#pragma once

#include <cutpoint/coroutine/generator_frame.hpp>
#include <cutpoint/trace/label.hpp>
#include <cutpoint/trace/site.hpp>

#include <concepts>
#include <coroutine>
#include <memory>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace cutpoint {

template <class Y, class S>
class generator;

/// `co_yield labelled(value, "rows.page")`: a yield whose site has a label of its own.
template <class Value>
class labelled {
 public:
  /// Makes `value` known under the site `operation`.
  labelled(Value&& value, label operation)
      : value_(std::forward<Value>(value)), operation_(operation) {}

  Value&& value() const { return static_cast<Value&&>(value_); }  ///< what is yielded
  label operation() const { return operation_; }                  ///< the label of its site

 private:
  Value&& value_;
  label operation_;
};

/// Deduces the value.
template <class Value>
labelled(Value&&, label) -> labelled<Value>;

/// `co_yield elements_of(other)`: yields all that is left of the generator `other`, of the same
/// type, as if its yields stood here. What is sent or thrown in reaches `other`, an error of
/// `other` is thrown here, and a `close()` closes `other` first. Until `other` ends nobody else may
/// use it.
///
/// Lifetime: a generator that has a name is referred to; a temporary moves in, and is closed when
/// the expression is left.
template <class Generator>
class elements_of {
 public:
  /// Lifetime: `from` lives until it is done.
  explicit elements_of(Generator&& from) : from_(std::forward<Generator>(from)) {}
  elements_of(const elements_of&) = delete;
  elements_of& operator=(const elements_of&) = delete;

  std::remove_reference_t<Generator>& from() { return from_; }  ///< the generator that takes over

 private:
  Generator from_;
};

/// Deduces the generator.
template <class Generator>
elements_of(Generator&&) -> elements_of<Generator>;

namespace coroutines {

template <class Y>
using yielded = std::conditional_t<std::is_reference_v<Y>, std::add_pointer_t<Y>, std::optional<Y>>;

/// Where a generator keeps what it has yielded.
template <class Y>
class yield_slot {
 public:
  template <class Value>
  void put(Value&& value) {
    value_.emplace(std::forward<Value>(value));
  }
  Y& value() { return *value_; }
  std::optional<Y> take() { return std::move(value_); }

 private:
  std::optional<Y> value_;
};

template <class U>
class yield_slot<U&> {
 public:
  void put(U& value) { value_ = std::addressof(value); }
  U& value() const { return *value_; }
  U* take() const { return value_; }

 private:
  U* value_ = nullptr;
};

/// Where a generator keeps what it was sent.
template <class S>
struct send_slot {
  std::optional<S> sent;
};
template <>
struct send_slot<void> {};

/// The promise of a `generator<Y, S>`.
template <class Y, class S>
class generator_promise final : public generator_frame, public yield_slot<Y>, public send_slot<S> {
 public:
  generator_promise()
      : generator_frame(std::coroutine_handle<generator_promise>::from_promise(*this)) {}

  static generator_promise& of(generator_frame& frame) {
    return static_cast<generator_promise&>(frame);
  }

  generator<Y, S> get_return_object();

  /// Suspends; then gives what was sent, where something can be.
  class yield_awaiter {
   public:
    explicit yield_awaiter(generator_promise& in) : in_(&in) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    auto await_resume() const {
      in_->arrive();
      if constexpr (!std::is_void_v<S>) return std::exchange(in_->sent, std::nullopt);
    }

   private:
    generator_promise* in_;
  };

  /// Suspends until the generator that this one delegates to has ended.
  class delegate_awaiter {
   public:
    explicit delegate_awaiter(generator_promise& in) : in_(&in) {}
    delegate_awaiter(generator_promise& in, generator<Y, S>& to) : in_(&in), to_(&to) {}
    bool await_ready() const noexcept { return to_->done(); }
    void await_suspend(std::coroutine_handle<>) const { in_->delegate(*to_); }
    void await_resume() const { in_->arrive(); }

   private:
    generator_promise* in_;
    generator<Y, S>* to_ = nullptr;
  };

  template <class Value = std::remove_cvref_t<Y>>
    requires std::convertible_to<Value&&, Y>
  yield_awaiter yield_value(Value&& value,
                            std::source_location where = std::source_location::current()) {
    return yield(std::forward<Value>(value), site("generator.yield", where));
  }

  template <class Value>
    requires std::convertible_to<Value&&, Y>
  yield_awaiter yield_value(labelled<Value> value,
                            std::source_location where = std::source_location::current()) {
    return yield(value.value(), site(value.operation(), where));
  }

  template <class Generator>
  delegate_awaiter yield_value(elements_of<Generator>&& inner) {
    static_assert(std::is_same_v<std::remove_reference_t<Generator>, generator<Y, S>>,
                  "a generator delegates to one of its own type");
    return delegate_awaiter(*this, inner.from());
  }

 private:
  template <class Value>
  yield_awaiter yield(Value&& value, site where) {
    this->put(std::forward<Value>(value));
    suspend_at(where);
    return yield_awaiter(*this);
  }
};

}  // namespace coroutines

}  // namespace cutpoint
