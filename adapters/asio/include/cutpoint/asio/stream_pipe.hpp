#pragma once

#include <cutpoint/asio/stream_operation.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>

namespace cutpoint::asio::detail {

class stream_service;

/// How far a composed operation of whose count something may get lost has come.
struct count_so_far {
  /// Whether an error takes the count away: the operation throws.
  bool lost_with_error = false;
  std::size_t bytes = 0;
  bool complete = true;
};

/// Returns: how far the operation is that `handler` belongs to, if it has just transferred `count`
/// bytes more. Defined in stream_count.hpp.
template <class Handler>
count_so_far count_after(const Handler& handler, std::size_t count);

/// Holds bytes handed over against bytes whose count the program was told: of one end and
/// direction.
class transfer_account {
 public:
  explicit transfer_account(const char* verb) : verb_(verb) {}

  /// Judges an operation that begins: the finding is that an earlier one's count is lost, and the
  /// stream is used as if it were in step.
  void begins(const count_so_far& begun);
  void ends(const count_so_far& ended, error_code ec);

 private:
  const char* verb_;
  std::size_t unreported_ = 0;
};

/// A read or a write: the buffers, and who judges whether their count gets lost.
template <class Buffer>
class transfer_operation : public stream_operation {
 public:
  /// Further buffers of a sequence wait for the next transfer.
  static constexpr std::size_t most_buffers = 16;

  template <class Sequence>
  explicit transfer_operation(const Sequence& buffers) {
    for (auto each = boost::asio::buffer_sequence_begin(buffers);
         each != boost::asio::buffer_sequence_end(buffers) && used_ < most_buffers; ++each)
      buffers_[used_++] = Buffer(*each);
  }

  const Buffer* begin() const { return buffers_.data(); }
  const Buffer* end() const { return buffers_.data() + used_; }
  std::size_t size() const {
    std::size_t bytes = 0;
    for (const Buffer& each : *this) bytes += each.size();
    return bytes;
  }

  void judged_by(transfer_account& account) { account_ = &account; }
  template <class Handler>
  std::tuple<error_code, std::size_t> outcome(const Handler& handler, error_code ec,
                                              std::size_t count) const {
    if (account_ != nullptr) account_->ends(count_after(handler, count), ec);
    return {ec, count};
  }

 private:
  transfer_account* account_ = nullptr;
  std::array<Buffer, most_buffers> buffers_;
  std::size_t used_ = 0;
};

using read_operation = transfer_operation<boost::asio::mutable_buffer>;
using write_operation = transfer_operation<boost::asio::const_buffer>;

/// One direction of a connection: bytes on their way, who waits to write, and who waits to read.
///
/// Bytes move when both they, or room for them, and the operation are there, so an operation that
/// was cancelled has moved none. Operations of one kind are served in the order in which they
/// began.
class stream_pipe : public std::enable_shared_from_this<stream_pipe> {
 public:
  stream_pipe(stream_service& service, boost::asio::any_io_executor executor);
  ~stream_pipe();

  void write(write_operation& op, const count_so_far& begun);
  void read(read_operation& op, const count_so_far& begun);

  /// The writer's side is shut: `waiting` is what its waiting writes get; what was written can be
  /// read, then comes the end.
  void end_writing(error_code waiting);
  /// The reader's side is shut: what is on its way is thrown away, writes fail.
  void end_reading(error_code waiting);
  /// Both sides fail at once.
  void reset();
  void abort_writes(error_code why) { abort(writers_, why); }
  void abort_reads(error_code why) { abort(readers_, why); }
  std::size_t readable() const { return late_ ? 0 : bytes_.size(); }

 private:
  struct arrival;

  void abort(operation_list<by_queue>& line, error_code why);
  void advance();
  bool serve_writer();
  bool serve_reader();
  void delay_perhaps();

  stream_service& service_;
  boost::asio::any_io_executor executor_;
  std::size_t capacity_;
  std::string bytes_;
  error_code write_error_;
  error_code read_error_;  ///< behind the bytes
  bool late_ = false;
  std::unique_ptr<arrival> arrival_;
  transfer_account written_{"async_write"};
  transfer_account handed_out_{"async_read"};
  operation_list<by_queue> writers_;
  operation_list<by_queue> readers_;
};

}  // namespace cutpoint::asio::detail
