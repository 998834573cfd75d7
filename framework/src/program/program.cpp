#include <cutpoint/program/program.hpp>

#include <cutpoint/kernel/kernel.hpp>

#include <utility>

namespace cutpoint {
namespace {

class main_body final : public task_body {
 public:
  explicit main_body(const std::function<void()>& body) : body_(body) {}
  void run() override { body_(); }
  void discard() noexcept override {}

 private:
  const std::function<void()>& body_;
};

}  // namespace

program::program(const task_factory& factory, std::function<void()> body)
    : factory_(&factory), body_(std::move(body)) {}

void program::start(kernel& run) const {
  task_control& main = factory_->make(run, std::make_shared<main_body>(body_));
  run.adopt(main, factory_->ops(), "main", nullptr, {});
}

}  // namespace cutpoint
