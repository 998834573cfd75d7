#pragma once

#include "job.hpp"
#include "line.hpp"
#include "ticket.hpp"
#include "witness.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace distributor {

/// How much of everything there is room for.
struct sizes {
  std::size_t inbox = 4;
  std::size_t outlet = 8;
};

/// Where jobs and results are between two pairs of hands. Whatever happens to whoever holds one, it
/// comes back here, until the books are closed. It is made by `std::make_shared`.
class depot : public std::enable_shared_from_this<depot> {
 public:
  depot(boost::asio::any_io_executor executor, witness& tells, sizes room = {});

  /// Takes a job for which there is room. Returns: its number; nothing if there is none, or the
  /// depot is closed.
  std::optional<std::uint32_t> offer(std::string text);
  /// Takes a job that may have to wait for room; nothing if the depot is closed.
  std::optional<ticket> accept(std::string text);
  /// Takes no more jobs.
  void close();
  bool is_closed() const { return closed_; }

  line<ticket> inbox;     ///< accepted, and waiting for the queue manager
  line<ticket> hands;     ///< waiting for a worker
  line<parcel> finished;  ///< waiting for the results manager
  line<parcel> outlet;    ///< waiting for a client

  /// Hands back what is left, when nobody works any more.
  void close_books();

 private:
  friend class ticket;
  friend class parcel;
  void came_back(job j);
  void came_back(result r);

  witness& tells_;
  std::uint32_t last_id_ = 0;
  bool closed_ = false;
  bool books_closed_ = false;
};

}  // namespace distributor
