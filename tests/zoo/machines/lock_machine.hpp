#pragma once

#include <cutpoint/rapidcheck/state_machine.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace cutpoint::zoo::machines {

/// Who holds a lock, as a model.
struct lock_owner {
  std::optional<rapidcheck::caller> held_by;

  std::optional<bool> lock(rapidcheck::caller who) {
    if (held_by == who) return false;
    if (held_by) return std::nullopt;
    held_by = who;
    return true;
  }
  bool unlock(rapidcheck::caller who) {
    if (held_by != who) return false;
    held_by.reset();
    return true;
  }
  friend bool operator==(const lock_owner&, const lock_owner&) = default;
};

/// What a task that uses a lock has in hands: the lock or not. It does not lock it twice, does not
/// unlock what it does not hold, and leaves it unlocked.
template <class Lock>
class lock_user {
 public:
  explicit lock_user(Lock& l) : lock_(&l) {}
  lock_user(const lock_user&) = delete;
  lock_user& operator=(const lock_user&) = delete;
  ~lock_user() { unlock(); }

  template <class Acquire>
  bool lock(Acquire acquire) {
    if (holds_) return false;
    acquire(*lock_);
    holds_ = true;
    return true;
  }
  bool unlock() {
    if (!std::exchange(holds_, false)) return false;
    release(*lock_);
    return true;
  }

 private:
  Lock* lock_;
  bool holds_ = false;
};

/// Returns: a machine whose tasks lock and unlock what `make_lock` makes, by each of `acquirers`,
/// which all exclude each other; `release(Lock&)` is found beside the lock.
template <class Lock>
class lock_machine {
 public:
  using user = lock_user<Lock>;
  using machine = rapidcheck::state_machine<lock_owner, Lock, user>;

  explicit lock_machine(std::function<std::unique_ptr<Lock>()> make_lock)
      : made_(std::make_shared<machine>(std::move(make_lock))) {}

  template <class Acquire>
  lock_machine& acquired_by(std::string name, Acquire acquire) {
    made_->command(
        std::move(name), [acquire](user& u) { return u.lock(acquire); },
        [](lock_owner& model, rapidcheck::caller who) { return model.lock(who); });
    return *this;
  }
  std::shared_ptr<const machine> released_by(std::string name) {
    made_->command(
        std::move(name), [](user& u) { return u.unlock(); },
        [](lock_owner& model, rapidcheck::caller who) {
          return std::optional<bool>(model.unlock(who));
        });
    made_->leave([](lock_owner& model, rapidcheck::caller who) { model.unlock(who); });
    return made_;
  }

 private:
  std::shared_ptr<machine> made_;
};

}  // namespace cutpoint::zoo::machines
