#pragma once

#include <cutpoint/coroutine/generator_exit.hpp>
#include <cutpoint/coroutine/generator_frame.hpp>
#include <cutpoint/coroutine/generator_promise.hpp>
#include <cutpoint/coroutine/lost_exception.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <iterator>
#include <source_location>
#include <type_traits>
#include <utility>

namespace cutpoint {

/// A coroutine that yields values of type `Y`, an object or `U&`, one at a time, and takes an `S`
/// in return where `S` is not `void`. It runs when it is asked for a value, inside the call that
/// asks, in a plain program as in a run under check. How it lives and ends, rule by rule:
/// framework/docs/life-cycle.md.
///
/// ```
/// generator<row> rows(table& t) {
///   const cursor open(t);                    // goes however the generator ends
///   while (auto r = open.fetch()) co_yield *r;
/// }
/// ```
///
/// It is synchronous: it may `co_yield` and `co_yield elements_of(other)`, but not `co_await`.
/// Moving it leaves one that has ended. Destroying it closes it: see `close()` and
/// `set_lost_exception_handler`. Give it its inputs as parameters: a lambda with captures has to
/// outlive it.
///
/// Threads: one at a time; several tasks may use one in turn, but not while it executes.
/// Choices: none. Cost: a frame, from the run's pool in a run.
template <class Y, class S = void>
class [[nodiscard("a generator runs when it is asked for a value")]] generator final
    : public coroutines::generator_owner {
  static_assert(std::is_object_v<Y> || std::is_lvalue_reference_v<Y>,
                "a generator yields objects or lvalue references");
  static_assert(std::is_void_v<S> || std::is_object_v<S>, "a generator is sent objects");
  static_assert(!std::is_const_v<Y> && !std::is_const_v<S>, "what is handed over is no constant");

 public:
  using promise_type = coroutines::generator_promise<Y, S>;
  /// What `next` and the like return: something to test and dereference, empty at the end.
  using yielded = coroutines::yielded<Y>;

  /// Runs a generator that has not started up to its first yield, so that it can be sent to.
  /// Returns: what it yields there. Errors: as `next`; `generator_error` where it has started.
  yielded prime(label operation = "generator.prime",
                std::source_location where = std::source_location::current()) {
    require_fresh();
    return take(resume(site(operation, where)));
  }

  /// Runs the generator up to its next yield; a `co_yield` that waits for an `S` gives an empty
  /// `std::optional`.
  ///
  /// Returns: what it yields; empty where it returns instead, or has ended. Errors: what its body
  /// throws, and it has ended then; `generator_error` where it is executing.
  yielded next(label operation = "generator.next",
               std::source_location where = std::source_location::current()) {
    require_idle();
    return take(resume(site(operation, where)));
  }

  /// The same, but the `co_yield` at which it is suspended gives `value`. Errors: as `next`;
  /// `generator_error` where it has not started, since nobody waits for a value there.
  template <class Value = S>
    requires(!std::is_void_v<S> && std::is_convertible_v<Value &&, S>)
  yielded send(Value&& value, label operation = "generator.send",
               std::source_location where = std::source_location::current()) {
    require_started();
    if (!done()) promise_type::of(leaf()).sent.emplace(std::forward<Value>(value));
    return take(resume(site(operation, where)));
  }

  /// Throws `error` at the yield at which the generator is suspended, as if the `co_yield` had
  /// thrown it. One that has not started ends instead of running, and one that has ended is left
  /// alone: then `error` comes straight back. With a `generator_exit` it is exactly `close()`.
  ///
  /// Returns: what it yields next, having handled the error; empty where it returns.
  /// Errors: `error`, or what its body throws instead; `generator_error` where it is executing.
  /// Misuse: no exception at all.
  yielded throw_in(std::exception_ptr error, label operation = "generator.throw_in",
                   std::source_location where = std::source_location::current()) {
    return take(resume_with(std::move(error), site(operation, where)));
  }
  /// The same with an exception of any type.
  template <class Error>
    requires(!std::same_as<std::remove_cvref_t<Error>, std::exception_ptr>)
  yielded throw_in(Error error, label operation = "generator.throw_in",
                   std::source_location where = std::source_location::current()) {
    return throw_in(std::make_exception_ptr(std::move(error)), operation, where);
  }

  /// What is left of a generator, in a range-based `for`.
  class iterator {
   public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = std::remove_cvref_t<Y>;
    using difference_type = std::ptrdiff_t;

    iterator(iterator&&) = default;  ///< Goes on where `other` was, which is at no value any more.
    iterator& operator=(iterator&&) = default;
    std::add_lvalue_reference_t<Y> operator*() const {
      return promise_type::of(of_->leaf()).value();
    }
    iterator& operator++() {
      of_->require_idle();
      of_->resume(of_->resumed_at());
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const iterator& i, std::default_sentinel_t) { return i.of_->done(); }

   private:
    friend generator;
    explicit iterator(generator& of) : of_(&of) {}
    generator* of_;
  };

  /// Runs the generator up to its next yield. Errors: as `next`.
  iterator begin(std::source_location where = std::source_location::current()) {
    require_idle();
    resume(site("generator.next", where));
    return iterator(*this);
  }
  /// What an iterator equals when there are no more values.
  std::default_sentinel_t end() const noexcept { return {}; }

 private:
  friend promise_type;
  explicit generator(promise_type& promise) : generator_owner(promise) {}

  static yielded take(coroutines::generator_frame* from) {
    if (from == nullptr) return {};
    return promise_type::of(*from).take();
  }
};

namespace coroutines {

template <class Y, class S>
generator<Y, S> generator_promise<Y, S>::get_return_object() {
  return generator<Y, S>(*this);
}

}  // namespace coroutines

}  // namespace cutpoint
