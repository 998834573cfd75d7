#pragma once
// A library of lazy senders: connected with a receiver and started, a sender completes with a
// value, with an error, or as stopped. Tasks are senders too. It knows nothing of Cutpoint.
#include <chrono>
#include <coroutine>
#include <exception>
#include <optional>
#include <stop_token>
#include <utility>

namespace senders {

struct receiver {
  virtual ~receiver() = default;
  virtual void set_value() = 0;
  virtual void set_error(std::exception_ptr error) = 0;
  virtual void set_stopped() = 0;
  virtual std::stop_token token() = 0;
};
struct context {
  struct item {
    virtual ~item() = default;
    virtual void run() = 0;
  };
  virtual ~context() = default;
  virtual void run_after(std::chrono::nanoseconds length, item& what) = 0;
  virtual void run_now(item& what) = 0;  // instead
};

struct after {  // completes after `length`, or as stopped when it is asked to
  struct operation final : context::item {
    operation(const after& a, receiver& r) : what(a), to(&r) {}
    void start() {
      what.on->run_after(what.length, *this);
      asked.emplace(to->token(), hurry{this});
    }
    void run() override {
      asked.reset();
      to->token().stop_requested() ? to->set_stopped() : to->set_value();
    }
    struct hurry {
      void operator()() const { self->what.on->run_now(*self); }
      operation* self;
    };
    const after& what;
    receiver* to;
    std::optional<std::stop_callback<hurry>> asked;
  };
  operation connect(receiver& r) const { return operation(*this, r); }
  context* on;
  std::chrono::nanoseconds length;
};

struct task {
  struct promise_type;
  using handle = std::coroutine_handle<promise_type>;
  struct operation {
    void start() const { frame.resume(); }
    handle frame;
  };
  template <class Sender>
  struct awaiter final : receiver {
    awaiter(const Sender& s, handle f) : inner(s.connect(*this)), frame(f) {}
    bool await_ready() const { return false; }
    void await_suspend(handle) { inner.start(); }
    void await_resume() const { failed ? std::rethrow_exception(failed) : void(); }
    void set_value() override { frame.resume(); }
    void set_error(std::exception_ptr error) override { failed = error, frame.resume(); }
    void set_stopped() override { frame.promise().to->set_stopped(); }
    std::stop_token token() override { return frame.promise().to->token(); }
    decltype(std::declval<const Sender&>().connect(std::declval<receiver&>())) inner;
    handle frame;
    std::exception_ptr failed;
  };
  struct promise_type {
    task get_return_object() { return task(handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct complete : std::suspend_always {
        void await_suspend(handle h) const noexcept {
          promise_type& p = h.promise();
          p.error ? p.to->set_error(p.error) : p.to->set_value();
        }
      };
      return complete();
    }
    template <class Sender>
    auto await_transform(const Sender& s) {
      return awaiter<Sender>(s, handle::from_promise(*this));
    }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
    receiver* to = nullptr;
    std::exception_ptr error;
  };
  operation connect(receiver& r) const { return frame.promise().to = &r, operation{frame}; }
  explicit task(handle f) : frame(f) {}
  task(task&& other) noexcept : frame(std::exchange(other.frame, nullptr)) {}
  ~task() { frame ? frame.destroy() : void(); }
  handle frame;
};

}  // namespace senders
