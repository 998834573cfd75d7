// CB29. redis-py's Lock, Python: redis/redis-py#3847, mended in redis/redis-py#3900.
//
// `release` forgets the owner's token and then waits for the remote delete. A stop during the wait
// leaves the remote lock held, and nobody knows the token: it can be neither released nor taken.
// Mended by forgetting the token once the remote lock is gone.
//
// Promise: while the lock is held remotely, somebody can release it.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

#include <optional>

namespace cutpoint::zoo {
namespace {

class server {
 public:
  bool set_if_absent(int token) {
    if (!held_by_) held_by_ = token;
    return held_by_ == token;
  }
  void remove(int token) {
    await(yield("server.delete"));
    if (held_by_ == token) held_by_.reset();
  }
  bool holds() const { return held_by_.has_value(); }

 private:
  std::optional<int> held_by_;
};

class remote_lock {
 public:
  enum class token_is_forgotten { before_the_delete, behind_it };
  remote_lock(server& at, token_is_forgotten when) : when_(when), server_(&at) {}

  // Its wait is no matter here, so it has none.
  void acquire() {
    if (server_->set_if_absent(1)) token_ = 1;
  }

  void release() {
    const int token = *token_;
    if (when_ == token_is_forgotten::before_the_delete) token_.reset();
    server_->remove(token);
    token_.reset();
  }

  bool can_be_released() const { return token_.has_value(); }

 private:
  token_is_forgotten when_;
  server* server_;
  std::optional<int> token_;
};

program one_owner(remote_lock::token_is_forgotten when) {
  return make_program([when] {
    server redis;
    remote_lock lock(redis, when);
    const auto known = at_end("a lock that is held can be released",
                              [&] { return !redis.holds() || lock.can_be_released(); });
    auto owner = spawn("owner", [&] {
      lock.acquire();
      lock.release();
    });
    await(owner.join());
  });
}

const on_show cb29({
    .id = "CB29",
    .title = "a lock's token is forgotten before the remote lock is gone",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant,
                  .subject = "a lock that is held can be released",
                  .task = ""},
    .buggy = one_owner(remote_lock::token_is_forgotten::before_the_delete),
    .fixed = one_owner(remote_lock::token_is_forgotten::behind_it),
});

}  // namespace
}  // namespace cutpoint::zoo
