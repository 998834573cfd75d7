// A step is whatever Asio runs in one handler. What it hands on inside (`dispatch`, `co_spawn`) may
// be steps of other tasks; each is suspended or ended when the handler has returned, in the order
// in which it came in.

#include "world.hpp"

#include "cancelled_error.hpp"
#include "private_members.hpp"

#include <cutpoint/kernel/contract.hpp>

#include <boost/asio/detail/concurrency_hint.hpp>

#include <algorithm>
#include <iterator>

namespace cutpoint::asio {
namespace {

using namespace private_members;

void resume(task_control& t) {
  auto& task = static_cast<asio_task&>(t);
  task.of.step(task);
}
void drop(task_control& t) {
  auto& task = static_cast<asio_task&>(t);
  task.of.drop(task);
}
const task_ops operations = {
    .resume = resume, .drop = drop, .suspend = nullptr, .unwinding = nullptr};

// Owns the children of a task in the kernel's eyes, which then are no orphans.
struct anybody final : end_listener {
  void task_ended(task_control&) noexcept override {}
};
constinit anybody nobody;

template <class Value>
class set_for_now {
 public:
  set_for_now(Value& variable, Value value) : variable_(&variable), before_(variable) {
    variable = value;
  }
  ~set_for_now() { *variable_ = before_; }
  set_for_now(const set_for_now&) = delete;
  set_for_now& operator=(const set_for_now&) = delete;

 private:
  Value* variable_;
  Value before_;
};

}  // namespace

context::context()
    : io_context(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE),
      services_(&boost::asio::use_service<scheduler>(*this)) {}

bool context::has_timers() const { return services_->*member_of(scheduler_reactor()) != nullptr; }

world::world(kernel& run, program_options how) : run_(&run), how_(how), timers_(*this) {
  context_.emplace();
}

world::~world() { shut_down(); }

world* world::find_current() {
  kernel* const run = find_this_kernel();
  if (run == nullptr) return nullptr;
  std::optional<world>& here = run->extension<host>().here;
  return here ? &*here : nullptr;
}

void world::begin(detail::starter& start, detail::body_kind kind) {
  start_ = &start;
  asio_task& main = tasks_.emplace_back(*this);
  main.delivers = {stop_mode::request, stop_mode::drop};
  main.hears.emplace(main);
  run_->adopt(main, operations, "main", nullptr, {});
  // A program spawns its first coroutine before it runs its context.
  if (how_.early == early_cancellation::as_in_asio && kind == detail::body_kind::coroutine)
    start_main(main);
}

// The coroutine has ended, or the function has returned; the loop goes on.
void world::main_ended(std::exception_ptr error) {
  main_returned_ = true;
  if (error != nullptr) end_later(tasks_.front(), std::move(error));
}

asio_task* world::spawn(label name) {
  if (closing_) return nullptr;
  asio_task& parent = current_task();
  asio_task& made = tasks_.emplace_back(*this);
  made.delivers = {stop_mode::request};
  made.shares = {stop_mode::drop};
  made.hears.emplace(made);
  if (how_.children == outliving::allowed) made.on_end = &nobody;
  run_->adopt(made, operations, name, &parent, {});
  return &made;
}

// Callbacks of stops run in nobody's step.
asio_task& world::current_task() {
  if (!run_->in_task() || run_->current().ops != &operations) return tasks_.front();
  return static_cast<asio_task&>(run_->current());
}

void world::task_ended(asio_task& t, std::exception_ptr error) {
  if (closing_) return;
  end_later(t, std::move(error));
  if (!t.joins_step && !t.ended()) finish(t);
}

asio_task* world::find_task() {
  kernel* const run = find_this_kernel();
  if (run == nullptr || !run->in_task() || run->current().ops != &operations) return nullptr;
  return static_cast<asio_task*>(&run->current());
}

void world::note(label operation) {
  if (asio_task* const t = find_task()) t->where = site(operation, {});
}

void world::note_if_unnamed(const std::string& operation) {
  asio_task* const t = find_task();
  if (t != nullptr && t->where.operation.empty()) t->where = site(operation, {});
}

void world::require_own_thread() const {
  CUTPOINT_REQUIRE(find_this_kernel() == run_,
                   "a handler comes from another thread than the run's: from a thread of the "
                   "program's, a thread_pool, or system_executor (post without an executor)");
}

bool world::is_active(std::uint32_t strand) const {
  return std::ranges::find(active_strands_, strand) != active_strands_.end();
}

// A strand that nobody uses is entered where one dispatches to it.
bool world::runs_at_once(std::uint32_t strand) const {
  if (!in_step_ || collecting_) return false;
  return strand == 0 || is_active(strand) ||
         std::ranges::find(queue_, strand, &handler::strand) == queue_.end();
}

void world::enqueue(asio_task& t, function f, std::uint32_t strand) {
  if (!collecting_ && !closing_) collect();
  asio_task& owner = living(t);
  queue_.emplace_back(owner, std::move(f), strand, arriving_);
  if (!closing_) offer(owner);
}

// What belongs to a task that has ended is the business of who spawned it.
asio_task& world::living(asio_task& t) {
  task_control* owner = &t;
  while (owner->ended() && owner->parent != nullptr) owner = owner->parent;
  return static_cast<asio_task&>(*owner);
}

asio_task* world::enter(asio_task& t, std::uint32_t strand) {
  active_strands_.push_back(strand);
  asio_task& before = current_task();
  asio_task& owner = living(t);
  if (&owner != &before && !owner.ended()) {
    if (!std::exchange(owner.joins_step, true)) inside_.push_back(&owner);
    owner.started = true;
    owner.held_back = false;
    run_->go_on_inside(&owner);
  }
  return &before;
}

void world::leave(asio_task& before) {
  active_strands_.pop_back();
  if (!before.ended()) run_->go_on_inside(&before);
}

bool world::may_run(std::size_t index) const {
  const std::uint32_t strand = queue_[index].strand;
  if (queue_[index].outside || (how_.order == handler_order::any && strand == 0)) return true;
  return std::none_of(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(index),
                      [&](const handler& h) { return !h.outside && h.strand == strand; });
}

bool world::may_run_any_of(const asio_task& t) const {
  for (std::size_t i = 0; i < queue_.size(); ++i)
    if (queue_[i].task == &t && may_run(i)) return true;
  return false;
}

bool world::has_any(const asio_task& t) const {
  return std::ranges::any_of(queue_, [&](const handler& h) { return h.task == &t; });
}

// A handler of `t`, which may be suspended, has been queued or has come to the front.
void world::offer(asio_task& t) {
  if (t.phase == task_phase::running || t.ended()) return;
  const bool may_run_now = may_run_any_of(t);
  if (t.phase == task_phase::parked) {
    run_->grant(*t.at);
    if (!may_run_now) run_->hold_back(t);
    t.held_back = !may_run_now;
  } else if (t.held_back && may_run_now) {
    run_->let_go(t);
    t.held_back = false;
  } else if (t.phase == task_phase::fresh && !t.held_back && !may_run_now) {
    run_->hold_back(t);
    t.held_back = true;
  }
}

void world::offer_first_of(std::uint32_t strand) {
  const auto first = std::ranges::find_if(
      queue_, [&](const handler& h) { return !h.outside && h.strand == strand; });
  if (first != queue_.end()) offer(*first->task);
}

void world::collect() {
  scheduler& service = context_->services();
  operation_queue& completed = service.*member_of(scheduler_queue());
  if (completed.empty()) return;
  const set_for_now<bool> collecting(collecting_, true);
  while (boost::asio::detail::operation* const done = completed.front()) {
    completed.pop();
    if (done == &(service.*member_of(scheduler_reactor_mark()))) continue;
    done->complete(&service, {}, 0);
    service.work_finished();
  }
}

void world::collect_outside(operation_queue& ops) {
  scheduler& service = context_->services();
  const set_for_now<bool> collecting(collecting_, true);
  const set_for_now<bool> arriving(arriving_, true);
  while (boost::asio::detail::operation* const done = ops.front()) {
    ops.pop();
    done->complete(&service, {}, 0);
    service.work_finished();
  }
}

void world::step(asio_task& t) {
  if (t.at) {
    run_->resumed(*t.at);
    t.at.reset();
  }
  t.joins_step = true;
  inside_.push_back(&t);
  in_step_ = true;
  if (start_ != nullptr && &t == &tasks_.front())
    guarded(t, &world::start_main);
  else
    guarded(t, &world::run_handler);
  in_step_ = false;
  active_strands_.clear();
  collect();
  timers_.look();
  settle_all();
}

// `main` comes last: it may be that all the others were what it waited for.
void world::settle_all() {
  asio_task& main = tasks_.front();
  for (std::size_t i = 0; i < inside_.size(); ++i)
    if (inside_[i] != &main) settle(*inside_[i]);
  if (!main.ended() && is_done()) {
    finish(main);
  } else {
    settle(main);
  }
  for (asio_task* const t : inside_) t->joins_step = false;
  for (asio_task* const t : inside_)
    if (t->latched && !t->ended()) cancel_now(*t, *std::exchange(t->latched, std::nullopt));
  inside_.clear();
}

void world::start_main(asio_task& t) {
  t.started = in_step_;
  detail::starter& start = *std::exchange(start_, nullptr);
  start(t.runs_on(), detail::main_handler(*this, t.cancels.slot()));
}

// Of the handlers of `t` that may run; the end of the queue if there is none.
std::size_t world::choose_handler(const asio_task& t) {
  const auto is_candidate = [&](std::size_t i) { return queue_[i].task == &t && may_run(i); };
  std::size_t first = queue_.size();
  std::uint32_t candidates = 0;
  for (std::size_t i = queue_.size(); i-- > 0;)
    if (is_candidate(i)) first = i, ++candidates;
  if (candidates < 2) return first;
  std::uint32_t skipped = run_->draw_value(site("next", {}), candidates);
  std::size_t chosen = first;
  while (skipped > 0)
    if (is_candidate(++chosen)) --skipped;
  return chosen;
}

void world::run_handler(asio_task& t) {
  t.started = true;
  const std::size_t chosen = choose_handler(t);
  if (chosen == queue_.size()) return;
  function call = std::move(queue_[chosen].call);
  const std::uint32_t strand = queue_[chosen].strand;
  queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(chosen));
  active_strands_.assign(1, strand);
  offer_first_of(strand);
  call();
}

// What leaves a handler leaves io_context::run() in production.
void world::guarded(asio_task& t, step_part part) {
  try {
    (this->*part)(t);
  } catch (...) {
    asio_task& by = living(current_task());
    run_->go_on_inside(&by);
    if (by.cancelled_early && is_cancelled(std::current_exception()))
      run_->violate(
          oracle::unhandled_exception, "boost.asio#1452",
          "a cancellation that comes between co_spawn and the first step of the coroutine "
          "leaves io_context::run(), and the completion handler is not called: Boost.Asio "
          "1.81 does that, see framework/docs/asio.md",
          {});
    end_later(by, std::current_exception());
    broken_off_ = true;
    run_->cut_short();
  }
}

void world::end_later(asio_task& t, std::exception_ptr error) {
  if (t.ends) return;
  t.ends = task_end::value;
  if (is_cancelled(error)) {
    if (t.stop.ever_stopped) t.ends = task_end::stopped;
  } else if (error != nullptr) {
    t.ends = task_end::error;
    t.ends_by = std::move(error);
  }
}

void world::settle(asio_task& t) {
  if (t.phase != task_phase::running) return;
  run_->go_on_inside(&t);
  const bool is_main = &t == &tasks_.front();
  if (t.ends && !is_main) {
    finish(t);
    return;
  }
  const bool waits_in_run = is_main && main_returned_;
  t.at.emplace(waits_in_run                ? site("run", {})
               : t.where.operation.empty() ? site("handler", {})
                                           : t.where,
               t);
  t.where = {};
  // The loop goes on behind the coroutine that was stopped, and a coroutine need not heed less than
  // a terminal cancellation.
  if ((waits_in_run || t.may_ignore) && t.stop.ever_stopped && !t.stop.acknowledged)
    run_->acknowledge_stop();
  run_->enter(*t.at);
  if (!has_any(t)) {
    run_->park(*t.at);
    return;
  }
  run_->yield(*t.at);
  t.held_back = !may_run_any_of(t);
  if (t.held_back) run_->hold_back(t);
}

// What is still queued for it runs in the name of who spawned it.
void world::finish(asio_task& t) {
  t.hears.reset();
  run_->hold_back(t);
  run_->finish(t, t.ends.value_or(task_end::value), std::exchange(t.ends_by, nullptr));
  bool handed_on = false;
  asio_task& heir = living(t);
  for (handler& h : queue_)
    if (h.task == &t) h.task = &heir, handed_on = true;
  if (handed_on && &heir != &t) offer(heir);
}

bool world::is_done() const {
  return (main_returned_ && queue_.empty() && work_ == 0 && !timers_.any_armed() &&
          oldest_child() == nullptr) ||
         (broken_off_ && tasks_.front().ends);
}

const asio_task* world::oldest_child() const {
  const auto alive = std::find_if(std::next(tasks_.begin()), tasks_.end(),
                                  [](const asio_task& t) { return !t.ended(); });
  return alive == tasks_.end() ? nullptr : &*alive;
}

const task_control* asio_task::point::waits_for() const noexcept {
  return of_ == &of_->of.main() && of_->of.main_returned() ? of_->of.oldest_child() : nullptr;
}

}  // namespace cutpoint::asio
