#pragma once
// A library of eager jobs: `co_await fork(f, arg)` runs the child at once, and what goes to the
// executor's queue is the continuation of the parent. It knows nothing of Cutpoint.
#include <chrono>
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace stealing {

struct interrupted {};  // thrown by the waits of a job that was interrupted

struct executor {
  virtual ~executor() = default;
  virtual void* fork(std::coroutine_handle<> parent) = 0;  // queues it; names the child, which runs
  virtual void sleep(std::chrono::nanoseconds length, std::coroutine_handle<> then) = 0;
  virtual void join(void* child, std::coroutine_handle<> then) = 0;
  virtual bool interrupted() = 0;  // whether the running job was, since it was last asked
  virtual void ends(std::exception_ptr error) = 0;
  static inline executor* here = nullptr;
};

struct job {
  struct promise_type {
    job get_return_object() {
      return job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
      executor::here->ends(error);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
    std::exception_ptr error;
  };
  explicit job(std::coroutine_handle<> f) : frame(f) {}
  job(job&& other) noexcept : frame(std::exchange(other.frame, nullptr)), name(other.name) {}
  ~job() {
    if (frame) frame.destroy();
  }
  std::coroutine_handle<> frame;
  void* name = nullptr;
};

struct wait {
  bool await_ready() const { return false; }
  void await_resume() const {
    if (executor::here->interrupted()) throw interrupted();
  }
};
struct sleep_for : wait {
  explicit sleep_for(std::chrono::nanoseconds l) : length(l) {}
  void await_suspend(std::coroutine_handle<> me) { executor::here->sleep(length, me); }
  std::chrono::nanoseconds length;
};
struct join : wait {
  explicit join(const job& j) : child(&j) {}
  bool await_ready() const { return child->frame.done(); }
  void await_suspend(std::coroutine_handle<> me) { executor::here->join(child->name, me); }
  const job* child;
};
template <class Arg>
struct fork : wait {
  fork(job (*f)(Arg&), Arg& a) : body(f), arg(&a) {}
  void await_suspend(std::coroutine_handle<> me) {
    void* const name = executor::here->fork(me);
    child.emplace(body(*arg)).name = name;
  }
  job await_resume() { return std::move(*child); }
  job (*body)(Arg&);
  Arg* arg;
  std::optional<job> child;
};

}  // namespace stealing
