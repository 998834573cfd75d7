#pragma once

#include <cutpoint/foreign/flow.hpp>
#include <cutpoint/trace/virtual_time.hpp>

#include <QAbstractEventDispatcher>

#include <map>

namespace cutpoint::qcoro {

/// What Qt takes for the event dispatcher of its main thread: it hands each timer, and what was
/// posted, to a flow, and never waits.
class dispatcher final : public QAbstractEventDispatcher {
 public:
  /// Returns: the one of this process; made, with an application, when first asked for.
  static dispatcher& the();

  /// From now on `loop` runs what is due; what was due before is forgotten.
  void serve(foreign::flow& loop);
  /// From now on nothing is due for `loop` any more. May be called by one of its own handlers.
  void leave(const foreign::flow& loop);
  /// Deletes the objects that were to be deleted later, and forgets all other events.
  void clear_events();

  bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
  void registerSocketNotifier(QSocketNotifier* notifier) override;
  void unregisterSocketNotifier(QSocketNotifier*) override {}
  using QAbstractEventDispatcher::registerTimer;
  void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject* object) override;
  bool unregisterTimer(int id) override;
  bool unregisterTimers(QObject* object) override;
  QList<TimerInfo> registeredTimers(QObject* object) const override;
  int remainingTime(int id) override;
  void wakeUp() override;
  void interrupt() override {}

 private:
  struct armed {
    dispatcher* of;
    int id;
    std::chrono::milliseconds interval;
    Qt::TimerType type;
    QObject* object;
    virtual_time deadline;
  };

  void arm(armed& t);
  void disarm(armed& t);
  static void fire(void* what);
  static void deliver(void* self);

  foreign::flow* loop_ = nullptr;
  bool events_due_ = false;
  std::map<int, armed> timers_;
};

}  // namespace cutpoint::qcoro
