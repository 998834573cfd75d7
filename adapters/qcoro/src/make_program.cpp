#include <cutpoint/qcoro/make_program.hpp>

#include "dispatcher.hpp"

#include <cutpoint/foreign/make_program.hpp>
#include <cutpoint/kernel/cancelled.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace cutpoint::qcoro {
namespace {

// The event loop of one run.
class event_loop final : public foreign::flow {
 public:
  explicit event_loop(const std::function<QCoro::Task<>()>& body)
      : flow({stop_mode::request}), body_(&body) {}
  ~event_loop() override {
    leave();
    if (qt_ != nullptr) qt_->clear_events();
  }

  void start() override {
    qt_ = &dispatcher::the();
    qt_->serve(*this);
    main_ = run_main();
  }
  // The callbacks of the program are all that hears it.
  void stop(stop_mode, stop_strength) override {}
  void destroy() noexcept override { leave(); }

 private:
  QCoro::Task<> run_main() {
    task_end how = task_end::value;
    std::exception_ptr error;
    try {
      co_await (*body_)();
    } catch (const cancelled&) {
      how = task_end::stopped;
    } catch (...) {
      how = task_end::error;
      error = std::current_exception();
    }
    leave();
    end(how, std::move(error));
  }

  // Nothing that is due behind the end of the program runs any more.
  void leave() noexcept {
    if (qt_ != nullptr) qt_->leave(*this);
  }

  const std::function<QCoro::Task<>()>* body_;
  dispatcher* qt_ = nullptr;
  QCoro::Task<> main_;
};

}  // namespace

program make_program(std::function<QCoro::Task<>()> body) {
  return foreign::make_program(
      [body = std::move(body)] { return std::make_unique<event_loop>(body); });
}

}  // namespace cutpoint::qcoro
