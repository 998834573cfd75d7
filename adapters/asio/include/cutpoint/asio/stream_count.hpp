#pragma once

#include <cutpoint/asio/stream_pipe.hpp>

#include <boost/asio/completion_condition.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <type_traits>

namespace cutpoint::asio::detail {

template <class Handler>
inline constexpr bool throws_errors = false;
template <class Executor, class... Results>
inline constexpr bool throws_errors<
    boost::asio::detail::awaitable_handler<Executor, boost::system::error_code, Results...>> = true;

template <class Handler>
struct composed_transfer {
  static count_so_far after(const Handler&, std::size_t) { return {}; }
};

/// `async_read` and `async_write` of fixed buffers. Those of dynamic buffers leave what they read
/// in the buffer, and lose no count.
template <class Condition, class Buffers, class Handler>
struct composed_count {
  static count_so_far after(Buffers buffers, std::size_t count) {
    buffers.consume(count);
    return {.lost_with_error = throws_errors<Handler>,
            .bytes = buffers.total_consumed(),
            // Where it is to transfer less than all, nobody else knows when it is done.
            .complete =
                buffers.empty() || !std::is_same_v<Condition, boost::asio::detail::transfer_all_t>};
  }
};

template <class Stream, class Sequence, class Iterator, class Condition, class Handler>
struct composed_transfer<
    boost::asio::detail::read_op<Stream, Sequence, Iterator, Condition, Handler>> {
  static count_so_far after(
      const boost::asio::detail::read_op<Stream, Sequence, Iterator, Condition, Handler>& reads,
      std::size_t count) {
    return composed_count<Condition, decltype(reads.buffers_), Handler>::after(reads.buffers_,
                                                                               count);
  }
};

template <class Stream, class Sequence, class Iterator, class Condition, class Handler>
struct composed_transfer<
    boost::asio::detail::write_op<Stream, Sequence, Iterator, Condition, Handler>> {
  static count_so_far after(
      const boost::asio::detail::write_op<Stream, Sequence, Iterator, Condition, Handler>& writes,
      std::size_t count) {
    return composed_count<Condition, decltype(writes.buffers_), Handler>::after(writes.buffers_,
                                                                                count);
  }
};

template <class Handler>
count_so_far count_after(const Handler& handler, std::size_t count) {
  return composed_transfer<Handler>::after(handler, count);
}

}  // namespace cutpoint::asio::detail
