// The distributor in earnest: distributor_server PORT SPOOL [MILLISECONDS]
//
// Listens on the loopback interface; port 0 is any free one, and the first line of its output
// names it. Each file in SPOOL/jobs is a job from elsewhere. A job takes so many milliseconds, 50
// unless said otherwise. Ctrl-C asks it to end, a second one forces it; what is not finished then
// goes to SPOOL/jobs, and what is not delivered to SPOOL/results. Ends with 0 after the first, 130
// after the second, 1 if a worker failed, 2 where what was asked for makes no sense.

#include "../service/depot.hpp"
#include "../service/http_door.hpp"
#include "../service/server.hpp"
#include "spool.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

namespace {

namespace net = boost::asio;
using net::ip::tcp;

class keyboard final : public distributor::interrupts {
 public:
  explicit keyboard(net::any_io_executor executor) : signals_(executor, SIGINT, SIGTERM) {}
  net::awaitable<void> next() override { co_await signals_.async_wait(net::use_awaitable); }

 private:
  net::signal_set signals_;
};

// In place of real work.
class shouting final : public distributor::processor {
 public:
  shouting(net::any_io_executor executor, std::chrono::milliseconds length)
      : executor_(executor), length_(length) {}
  net::awaitable<std::string> process(const distributor::job& j) override {
    net::steady_timer takes(executor_, length_);
    co_await takes.async_wait(net::use_awaitable);
    co_return j.text + "!";
  }

 private:
  net::any_io_executor executor_;
  std::chrono::milliseconds length_;
};

template <class Number>
bool is_number(const char* text, Number& result) {
  const char* const end = text + std::strlen(text);
  return std::from_chars(text, end, result) == std::from_chars_result{end, {}};
}

int serve(std::uint16_t port, const std::string& folder, std::chrono::milliseconds length) {
  net::io_context context;
  const net::any_io_executor on = context.get_executor();
  distributor::spool kept(folder);
  const auto stock = std::make_shared<distributor::depot>(on, kept);
  const auto door =
      distributor::open_http_door<tcp>(on, tcp::endpoint(net::ip::address_v4::loopback(), port));
  shouting work(on, length);
  keyboard keys(on);
  distributor::server service(
      on, *stock, {.clients = *door, .does = work, .elsewhere = kept, .keyboard = keys});

  std::cout << "listening on port " << door->port() << std::endl;
  distributor::ending how{};
  net::co_spawn(on, service.run(), [&](std::exception_ptr error, distributor::ending ended) {
    if (error) std::rethrow_exception(error);
    how = ended;
  });
  try {
    context.run();
  } catch (...) {
    stock->close_books();
    throw;
  }
  std::cout << kept.summary() << std::endl;
  if (service.failure()) std::rethrow_exception(service.failure());
  return how == distributor::ending::graceful ? 0 : 130;
}

}  // namespace

int main(int argc, char** argv) try {
  std::uint16_t port = 0;
  unsigned milliseconds = 50;
  if (argc < 3 || argc > 4 || !is_number(argv[1], port) ||
      (argc == 4 && !is_number(argv[3], milliseconds))) {
    std::cerr << "usage: distributor_server PORT SPOOL [MILLISECONDS]\n"
                 "PORT is a number up to 65535 (0: any free one), SPOOL a folder.\n";
    return 2;
  }
  return serve(port, argv[2], std::chrono::milliseconds(milliseconds));
} catch (const std::exception& e) {
  std::cerr << "distributor_server: " << e.what() << "\n";
  return 1;
}
