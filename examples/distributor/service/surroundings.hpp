#pragma once

#include "crew.hpp"
#include "depot.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace distributor {

/// What the service stands in: real in production, made up in a check.

/// Where clients come in.
class door {
 public:
  virtual ~door() = default;
  /// Lets clients in, each a task of `sessions`, until the door is closed.
  virtual boost::asio::awaitable<void> listen(depot& d, crew& sessions) = 0;
  /// Lets nobody in any more.
  virtual void close() = 0;
  /// Ends the wait for a client, if there is one.
  virtual void wake() = 0;
  virtual std::uint16_t port() const = 0;
};

/// What a worker does with a job.
class processor {
 public:
  virtual ~processor() = default;
  /// Errors: any exception is a failure of the worker.
  virtual boost::asio::awaitable<std::string> process(const job& j) = 0;
};

/// Jobs that come in by another way than through the door.
class outside_queue {
 public:
  virtual ~outside_queue() = default;
  /// Returns: the next one, which is the service's then; nothing if there is none now.
  virtual std::optional<std::string> take() = 0;
};

/// Where Ctrl-C comes from.
class interrupts {
 public:
  virtual ~interrupts() = default;
  /// Ends when one more has come.
  virtual boost::asio::awaitable<void> next() = 0;
};

struct surroundings {
  door& clients;
  processor& does;
  outside_queue& elsewhere;
  interrupts& keyboard;
};

}  // namespace distributor
