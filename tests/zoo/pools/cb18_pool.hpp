#pragma once

#include <cutpoint/coroutine.hpp>

#include <utility>

namespace cutpoint::zoo::cb18 {

/// The connection pool of bug CB18.
class pool {
 public:
  // Gives its connection back when it goes.
  class [[nodiscard]] guard {
   public:
    explicit guard(pool& from) : from_(&from) { ++from_->lent_; }
    guard(guard&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
    guard& operator=(guard&&) = delete;
    ~guard() {
      if (from_ == nullptr) return;
      --from_->lent_;
      ++from_->idle_;
    }

   private:
    pool* from_;
  };

  enum class guards { behind_the_check, before_the_check };
  explicit pool(guards when) : when_(when) {}

  task<guard> get() {
    --idle_;
    if (when_ == guards::before_the_check) {
      guard connection(*this);
      co_await is_healthy();
      co_return connection;
    }
    co_await is_healthy();
    co_return guard(*this);
  }

  bool counts_right() const { return counted_ == idle_ + lent_; }

 private:
  static task<> is_healthy() { co_await yield("connection.ping"); }

  guards when_;
  int counted_ = 1;
  int idle_ = 1;
  int lent_ = 0;
};

}  // namespace cutpoint::zoo::cb18
