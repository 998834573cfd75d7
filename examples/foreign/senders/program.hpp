#pragma once
#include "library.hpp"

#include <cutpoint/foreign.hpp>

namespace senders {

// The glue: a flow starts a task, receives how it ends, and runs what is due.
struct task_flow final : cutpoint::foreign::flow, context, receiver {
  explicit task_flow(task (*f)(context&)) : flow({cutpoint::stop_mode::request}), body(f) {}
  void start() override { root.emplace(body(*this)).connect(*this).start(); }
  void stop(cutpoint::stop_mode, cutpoint::stop_strength) override { source.request_stop(); }
  void destroy() noexcept override { root.reset(); }

  static void run(void* what) { static_cast<item*>(what)->run(); }
  void run_after(std::chrono::nanoseconds length, item& what) override {
    post_after(length, {run, &what}, "after");
  }
  void run_now(item& what) override {
    if (cancel({run, &what})) post({run, &what}, "stopped");
  }

  void set_value() override { root.reset(), end(); }
  void set_error(std::exception_ptr e) override { root.reset(), end(cutpoint::task_end::error, e); }
  void set_stopped() override { root.reset(), end(cutpoint::task_end::stopped); }
  std::stop_token token() override { return source.get_token(); }

  task (*body)(context&);
  std::optional<task> root;
  std::stop_source source;
};

// The program: a session is open during an upload.
struct session {
  ~session() { cutpoint::release(entry); }
  cutpoint::entry_id entry = cutpoint::acquire("session");
};
inline task send(context& on) { co_await after{&on, std::chrono::seconds(1)}; }
inline task upload_and_forget(context& on) {
  const cutpoint::entry_id open = cutpoint::acquire("session");
  try {
    co_await send(on);
  } catch (...) {  // whatever happens, but a stop is no exception here: nothing runs
    cutpoint::release(open);
    throw;
  }
  cutpoint::release(open);
}
inline task upload(context& on) {
  const session open;
  co_await send(on);
}
inline cutpoint::program program_of(task (*body)(context&)) {
  return cutpoint::foreign::make_program([body] { return std::make_unique<task_flow>(body); });
}

}  // namespace senders
