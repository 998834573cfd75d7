#include "day.hpp"

#include "../service/http_door.hpp"
#include "../service/server.hpp"
#include "http_client.hpp"
#include "promises.hpp"

#include <cutpoint/asio.hpp>
#include <cutpoint/asio/acceptor.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace distributor {
namespace {

namespace net = boost::asio;
using namespace std::chrono_literals;
using cutpoint::asio::in_memory;

constexpr in_memory::endpoint http{80};

class keyboard final : public interrupts {
 public:
  keyboard(net::any_io_executor executor, std::shared_ptr<promises> told)
      : pressed_(executor), told_(std::move(told)) {}

  void press() {
    ++presses_;
    told_->interrupted();
    pressed_.ring();
  }
  net::awaitable<void> next() override {
    while (seen_ == presses_) co_await pressed_.wait();
    ++seen_;
  }

 private:
  bell pressed_;
  std::shared_ptr<promises> told_;
  int presses_ = 0;
  int seen_ = 0;
};

// A third of a second for each job, and now and then one that cannot be done.
class slow_work final : public processor {
 public:
  slow_work(net::any_io_executor executor, promises& told) : executor_(executor), told_(told) {}

  net::awaitable<std::string> process(const job& j) override {
    net::steady_timer takes(executor_, 300ms);
    co_await takes.async_wait(net::use_awaitable);
    if (cutpoint::fault("process")) {
      told_.worker_failed();
      throw std::runtime_error("a job that cannot be done");
    }
    co_return j.text + " done";
  }

 private:
  net::any_io_executor executor_;
  promises& told_;
};

class one_letter final : public outside_queue {
 public:
  std::optional<std::string> take() override { return std::exchange(letter_, std::nullopt); }

 private:
  std::optional<std::string> letter_ = "letter";
};

// Is stopped by the search, or when the day is over.
net::awaitable<void> ctrl_c(std::shared_ptr<keyboard> keys) {
  net::steady_timer never(co_await net::this_coro::executor, net::steady_timer::time_point::max());
  boost::system::error_code stopped;
  co_await never.async_wait(net::redirect_error(net::use_awaitable, stopped));
  keys->press();
}

// Whatever becomes of the client.
struct closing_time {
  explicit closing_time(std::shared_ptr<keyboard> k) : keys(std::move(k)) {}
  ~closing_time() { keys->press(); }
  closing_time(const closing_time&) = delete;
  closing_time& operator=(const closing_time&) = delete;
  std::shared_ptr<keyboard> keys;
};

net::awaitable<void> posts_and_gets(std::shared_ptr<keyboard> keys) {
  const closing_time then(keys);
  const net::any_io_executor on = co_await net::this_coro::executor;
  for (const char* const text : {"first", "second", "third"}) {
    question post;
    post.how = question::kind::post;
    post.body = text;
    co_await ask(on, http, std::move(post));
  }
  question get;
  co_await ask(on, http, std::move(get));
}

net::awaitable<void> reads_the_stream() {
  question stream;
  stream.target = "/results";
  co_await ask(co_await net::this_coro::executor, http, std::move(stream));
}

net::awaitable<void> day(cutpoint::asio::executor executor, design made_as) {
  const net::any_io_executor on = executor;
  const auto kept = std::make_shared<promises>();
  const auto late = cutpoint::always("no job is accepted after Ctrl-C",
                                     [&] { return kept->takes_nothing_after_closing(); });
  const auto in_time = cutpoint::always("the service ends within 5 s of Ctrl-C",
                                        [&] { return kept->ends_in_time(); });
  const auto empty = cutpoint::always("when the service has ended, it holds no job",
                                      [&] { return kept->ends_with_empty_hands(); });
  const auto reported =
      cutpoint::always("a worker's failure is reported", [&] { return kept->reports_failures(); });

  const auto stock = std::make_shared<depot>(on, *kept, sizes{.inbox = 2, .outlet = 4});
  const std::unique_ptr<door> entrance = open_http_door<in_memory>(on, http);
  slow_work work(on, *kept);
  one_letter post;
  const auto keys = std::make_shared<keyboard>(on, kept);
  crew people(on);
  server service(on, *stock,
                 {.clients = *entrance, .does = work, .elsewhere = post, .keyboard = *keys},
                 made_as);
  people.add(ctrl_c(keys));
  people.add(ctrl_c(keys));
  people.add(reads_the_stream());
  people.add(posts_and_gets(keys));
  co_await service.run();
  kept->ended(service.failure() != nullptr);

  people.stop();
  co_await people.ended();
  // What was left behind has its time to come forward.
  bell nobody(on);
  const auto evening = net::steady_timer::clock_type::now() + 10s;
  while (net::steady_timer::clock_type::now() < evening) co_await nobody.wait(evening);
}

}  // namespace

cutpoint::program a_day(design made_as) {
  return cutpoint::asio::make_program(
      [made_as](cutpoint::asio::executor on) { return day(on, made_as); });
}

}  // namespace distributor
