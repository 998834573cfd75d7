// Around the worker is a wrapper that means well: a stop is no error. Nor is any error now.

#include "../bugs.hpp"

namespace distributor::exception_hidden {

boost::asio::awaitable<void> work(depot& d, processor& does) {
  try {
    co_await distributor::work(d, does);
  } catch (...) {
  }
}

}  // namespace distributor::exception_hidden
