#include "dispatcher.hpp"

#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>
#include <chrono>
#include <memory>

namespace cutpoint::qcoro {

// Qt owns the dispatcher once it is set, and wants one before the application is made.
dispatcher& dispatcher::the() {
  static dispatcher* const made = [] {
    CUTPOINT_REQUIRE(QCoreApplication::instance() == nullptr,
                     "a check of a QCoro program makes the QCoreApplication itself; make none "
                     "before it, or check in another process");
    auto* const first = new dispatcher;
    QCoreApplication::setEventDispatcher(first);
    static int count = 1;
    static char name[] = "cutpoint";
    static char* arguments[] = {name, nullptr};
    // Never destroyed: a run may have left objects behind.
    static auto* const application = new QCoreApplication(count, arguments);
    static_cast<void>(application);
    return first;
  }();
  return *made;
}

void dispatcher::serve(foreign::flow& loop) {
  loop_ = &loop;
  events_due_ = false;
  timers_.clear();
}

void dispatcher::leave(const foreign::flow& loop) {
  if (loop_ == &loop) loop_ = nullptr;
}

void dispatcher::clear_events() {
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  QCoreApplication::removePostedEvents(nullptr);
}

bool dispatcher::processEvents(QEventLoop::ProcessEventsFlags flags) {
  CUTPOINT_REQUIRE(!flags.testFlag(QEventLoop::WaitForMoreEvents),
                   "a nested event loop cannot wait inside a run: co_await instead");
  QCoreApplication::sendPostedEvents();
  return false;
}

void dispatcher::registerSocketNotifier(QSocketNotifier*) {
  misuse("a socket inside a program is outside the model: nobody decides when it is ready");
}

void dispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject* object) {
  if (loop_ == nullptr) return;
  const auto [place, added] = timers_.try_emplace(
      id, armed{this, id, std::chrono::milliseconds(interval), type, object, {}});
  arm(place->second);
}

void dispatcher::arm(armed& t) {
  t.deadline = this_kernel().clock().now() + t.interval;
  const QString name = t.object->objectName();
  loop_->post_after(t.interval, {fire, &t},
                    name.isEmpty() ? label("timer") : label(name.toStdString()), {});
}

void dispatcher::disarm(armed& t) {
  if (loop_ != nullptr) loop_->cancel({fire, &t});
}

bool dispatcher::unregisterTimer(int id) {
  const auto place = timers_.find(id);
  if (place == timers_.end()) return false;
  disarm(place->second);
  timers_.erase(place);
  return true;
}

bool dispatcher::unregisterTimers(QObject* object) {
  const std::size_t before = timers_.size();
  for (auto at = timers_.begin(); at != timers_.end();) {
    if (at->second.object == object) {
      disarm(at->second);
      at = timers_.erase(at);
    } else {
      ++at;
    }
  }
  return timers_.size() < before;
}

QList<QAbstractEventDispatcher::TimerInfo> dispatcher::registeredTimers(QObject* object) const {
  QList<TimerInfo> found;
  for (const auto& [id, t] : timers_)
    if (t.object == object)
      found.append(TimerInfo(id, static_cast<int>(t.interval.count()), t.type));
  return found;
}

int dispatcher::remainingTime(int id) {
  const auto place = timers_.find(id);
  if (place == timers_.end()) return -1;
  const auto left = place->second.deadline - this_kernel().clock().now();
  return static_cast<int>(
      std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(left).count()));
}

// Qt calls it whenever an event is posted.
void dispatcher::wakeUp() {
  if (loop_ == nullptr || std::exchange(events_due_, true)) return;
  loop_->post({deliver, this}, "events", {});
}

// A Qt timer repeats until it is unregistered, which one that fires once does in its own handler.
void dispatcher::fire(void* what) {
  armed& t = *static_cast<armed*>(what);
  QObject* const object = t.object;
  QTimerEvent event(t.id);
  t.of->arm(t);
  QCoreApplication::sendEvent(object, &event);
}

// Objects that were to be deleted later wait for a loop that returns, unless they are asked for.
void dispatcher::deliver(void* self) {
  static_cast<dispatcher*>(self)->events_due_ = false;
  QCoreApplication::sendPostedEvents();
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

}  // namespace cutpoint::qcoro
