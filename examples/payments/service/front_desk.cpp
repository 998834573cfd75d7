#include "front_desk.hpp"

#include <cutpoint/coroutine.hpp>
#include <cutpoint/fiber.hpp>

#include <exception>

namespace payments {
namespace {

/// One notification on its way through the desk. Copied freely.
struct request {
  const resources& shared;
  const notification& paid;
  front_desk::time_limit limit;
};

answer handled(fiber_handler handle, request r) {
  if (!r.limit) return handle(r.shared, r.paid);
  return cutpoint::await(
      cutpoint::timeout(*r.limit, [&] { return handle(r.shared, r.paid); }, "handler"));
}

cutpoint::task<answer> handled(coroutine_handler handle, request r) {
  if (!r.limit) co_return co_await handle(r.shared, r.paid);
  auto limited =
      cutpoint::timeout(*r.limit, [handle, r] { return handle(r.shared, r.paid); }, "handler");
  co_return co_await limited;
}

/// What the clients are told.
struct replies {
  std::vector<std::string>& answered;
  std::vector<std::string>& refused;
};

void attend(fiber_handler handle, request r, replies to) {
  try {
    const answer given = handled(handle, r);
    to.answered.push_back(given.payment);
  } catch (const std::exception&) {
    to.refused.push_back(r.paid.payment);
  }
}

cutpoint::task<void> attend(coroutine_handler handle, request r, replies to) {
  try {
    const answer given = co_await handled(handle, r);
    to.answered.push_back(given.payment);
  } catch (const std::exception&) {
    to.refused.push_back(r.paid.payment);
  }
}

}  // namespace

void front_desk::receive(cutpoint::scope& tasks, const resources& shared,
                         const notification& paid) {
  const request r{shared, paid, limit_};
  const replies to{answered_, refused_};
  std::visit(
      [&](auto handle) {
        tasks.spawn("notify", [handle, r, to] { return attend(handle, r, to); });
      },
      handle_);
}

}  // namespace payments
