#pragma once
#include "library.hpp"

#include <cutpoint/foreign.hpp>

namespace stealing {

// The glue: each job is a flow; the executor belongs to `main`.
struct job_flow : cutpoint::foreign::flow {
  job_flow() : flow({cutpoint::stop_mode::edge}) {}
  void stop(cutpoint::stop_mode, cutpoint::stop_strength) override {
    interrupt = true;
    if (asleep && cancel(*asleep)) post(*asleep);
  }
  void destroy() noexcept override {}  // the frame belongs to that of the parent
  static job_flow& current() { return static_cast<job_flow&>(*cutpoint::foreign::current_flow()); }

  std::optional<cutpoint::foreign::continuation> asleep, joins;
  job_flow* joiner = nullptr;
  bool interrupt = false, thrown = false;
};
struct main_flow final : job_flow, executor {
  explicit main_flow(job (*f)()) : body(f) {}
  void start() override { here = this, root.emplace(body()); }
  void destroy() noexcept override { root.reset(); }

  void* fork(std::coroutine_handle<> parent) override {
    current().post(parent, "fork");
    return &cutpoint::foreign::begin("job", std::make_unique<job_flow>());
  }
  void sleep(std::chrono::nanoseconds length, std::coroutine_handle<> then) override {
    current().post_after(length, *(current().asleep = then), "sleep");
  }
  void join(void* child, std::coroutine_handle<> then) override {
    static_cast<job_flow*>(child)->joiner = &current();
    static_cast<job_flow*>(child)->joins = then;
    current().waits_at("join");
  }
  bool interrupted() override {
    return std::exchange(current().interrupt, false) && (current().thrown = true);
  }
  void ends(std::exception_ptr error) override {
    job_flow& me = current();
    if (me.joiner != nullptr) me.joiner->post(*me.joins, "join");
    me.end(!error      ? cutpoint::task_end::value
           : me.thrown ? cutpoint::task_end::stopped
                       : cutpoint::task_end::error,
           error);
  }
  job (*body)();
  std::optional<job> root;
};

// The program: a row is written beside what the lease guards.
struct lease {
  ~lease() { cutpoint::release(entry); }
  cutpoint::entry_id entry = cutpoint::acquire("lease");
};
inline job write(int& rows) {
  co_await sleep_for(std::chrono::milliseconds(5));
  ++rows;
}
inline job serve_and_forget() {
  int rows = 0;
  const cutpoint::entry_id entry = cutpoint::acquire("lease");
  const job writing = co_await fork(write, rows);
  co_await join(writing);
  cutpoint::release(entry);  // not reached by a job that was interrupted
}
inline job serve() {
  int rows = 0;
  const lease mine;
  const job writing = co_await fork(write, rows);
  co_await join(writing);
}
inline cutpoint::program program_of(job (*body)()) {
  return cutpoint::foreign::make_program([body] { return std::make_unique<main_flow>(body); });
}

}  // namespace stealing
