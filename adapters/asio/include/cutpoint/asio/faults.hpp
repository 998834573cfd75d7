#pragma once

#include <cutpoint/trace/virtual_time.hpp>

#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>

#include <cstddef>

namespace cutpoint::asio {

/// What may go wrong in the in-memory network of an execution context. Each is a choice of the
/// search, where 0 is that all goes well. Outside of a run all goes well.
struct faults {
  /// A read or a write may transfer fewer bytes than it could: one, half, or all but one.
  bool partial_transfers = true;
  /// A connection may be reset when a read or a write begins: the fault `stream.reset`.
  bool resets = true;
  /// A connect may be refused although somebody listens: the fault `stream.connect`.
  bool failed_connects = true;
  /// An accept may fail for want of descriptors: the fault `acceptor.accept`.
  bool failed_accepts = true;
  /// What was written may arrive so much later. 0: it never does. Units: virtual nanoseconds.
  virtual_duration latency{0};
  /// So many bytes that nobody has read fit into each direction of a connection; a write waits for
  /// room. At least 1. It counts for connections that are made from now on.
  std::size_t capacity = 64 * 1024;
};

namespace detail {
faults& faults_in(boost::asio::execution_context& context);
}

/// Returns: the faults of the network that streams of `executor` belong to, to be read or set.
/// Lifetime: the execution context's.
template <class Executor>
faults& faults_of(const Executor& executor) {
  return detail::faults_in(boost::asio::query(executor, boost::asio::execution::context));
}

}  // namespace cutpoint::asio
