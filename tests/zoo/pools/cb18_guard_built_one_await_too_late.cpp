// CB18. bb8, Rust: djc/bb8#59, djc/bb8#67.
//
// `get` takes a raw connection out of the idle list and waits for a health check before it wraps
// the connection into the guard that gives it back. A timeout of the caller drops the future there:
// the connection goes with the frame, and the pool still counts it.
//
// Promise: the pool counts the connections that are idle or lent out, and no others.

#include "zoo/exhibit.hpp"

#include <cutpoint/coroutine.hpp>

#include <utility>

namespace cutpoint::zoo {
namespace {

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

task<> query(pool& connections) {
  const pool::guard connection = co_await connections.get();
  co_await yield("connection.query");
}

program one_query(pool::guards when) {
  return make_program([when]() -> task<> {
    pool connections(when);
    const auto counted =
        at_end("counted = idle + lent out", [&] { return connections.counts_right(); });
    auto client = spawn("client", query, std::ref(connections));
    co_await client.join();
  });
}

const on_show cb18({
    .id = "CB18",
    .title = "a pool builds the guard of a connection one await too late",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "counted = idle + lent out", .task = ""},
    .buggy = one_query(pool::guards::behind_the_check),
    .fixed = one_query(pool::guards::before_the_check),
    .declares = {.modes = {stop_mode::drop}},
});

}  // namespace
}  // namespace cutpoint::zoo
