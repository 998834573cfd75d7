#include <cutpoint/asio/stream_pipe.hpp>

#include <cutpoint/asio/stream_service.hpp>
#include <cutpoint/kernel/kernel.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <utility>

namespace cutpoint::asio::detail {

void transfer_account::begins(const count_so_far& begun) {
  if (unreported_ == 0 || begun.bytes > 0) return;
  kernel* const run = find_this_kernel();
  if (run != nullptr && !run->finishing())
    run->violate(oracle::invariant, "the program is told how many bytes were transferred",
                 "a transfer begins behind an " + std::string(verb_) + " that has moved " +
                     std::to_string(unreported_) +
                     " byte(s) and told nobody: it was cancelled, or goes on beside this one",
                 site(verb_, {}));
  unreported_ = 0;
}

void transfer_account::ends(const count_so_far& ended, error_code ec) {
  const bool goes_on = !ec && !ended.complete;
  const bool cancelled = ec == boost::asio::error::operation_aborted;
  unreported_ = ended.lost_with_error && (goes_on || cancelled) ? ended.bytes : 0;
}

struct stream_pipe::arrival {
  boost::asio::steady_timer timer;
};

stream_pipe::stream_pipe(stream_service& service, boost::asio::any_io_executor executor)
    : service_(service),
      executor_(std::move(executor)),
      capacity_(std::max<std::size_t>(service.may_fail.capacity, 1)) {}

stream_pipe::~stream_pipe() = default;

void stream_pipe::write(write_operation& op, const count_so_far& begun) {
  written_.begins(begun);
  op.judged_by(written_);
  writers_.push_back(op);
  advance();
  if (!writers_.empty()) writers_.back().wait();
}

void stream_pipe::read(read_operation& op, const count_so_far& begun) {
  handed_out_.begins(begun);
  op.judged_by(handed_out_);
  readers_.push_back(op);
  advance();
  if (!readers_.empty()) readers_.back().wait();
}

void stream_pipe::end_writing(error_code waiting) {
  abort_writes(waiting);
  if (!write_error_) write_error_ = boost::asio::error::broken_pipe;
  if (!read_error_) read_error_ = boost::asio::error::eof;
  advance();
}

void stream_pipe::end_reading(error_code waiting) {
  abort_reads(waiting);
  bytes_.clear();
  if (!write_error_) write_error_ = boost::asio::error::broken_pipe;
  if (!read_error_) read_error_ = boost::asio::error::eof;
  advance();
}

void stream_pipe::reset() {
  bytes_.clear();
  late_ = false;
  arrival_.reset();
  write_error_ = read_error_ = boost::asio::error::connection_reset;
  advance();
}

void stream_pipe::abort(operation_list<by_queue>& line, error_code why) {
  if (service_.shut_down()) return;
  while (!line.empty()) line.front().complete(why);
}

void stream_pipe::advance() {
  if (service_.shut_down()) return;
  for (bool moves = true; moves;) {
    moves = false;
    while (serve_writer()) moves = true;
    while (serve_reader()) moves = true;
  }
}

bool stream_pipe::serve_writer() {
  if (writers_.empty()) return false;
  auto& op = static_cast<write_operation&>(writers_.front());
  if (write_error_) {
    op.complete(write_error_);
    return true;
  }
  const std::size_t room = capacity_ - bytes_.size();
  if (room == 0) return false;
  const std::size_t count =
      draw_length(service_.may_fail, std::min(room, op.size()), "stream.write");
  const std::size_t before = bytes_.size();
  bytes_.resize(before + count);
  boost::asio::buffer_copy(boost::asio::buffer(bytes_) + before, op);
  delay_perhaps();
  op.complete({}, count);
  return true;
}

bool stream_pipe::serve_reader() {
  if (readers_.empty() || late_) return false;
  auto& op = static_cast<read_operation&>(readers_.front());
  if (bytes_.empty()) {
    if (!read_error_) return false;
    op.complete(read_error_);
    return true;
  }
  const std::size_t count =
      draw_length(service_.may_fail, std::min(bytes_.size(), op.size()), "stream.read");
  boost::asio::buffer_copy(op, boost::asio::buffer(bytes_, count));
  bytes_.erase(0, count);
  op.complete({}, count);
  return true;
}

void stream_pipe::delay_perhaps() {
  if (late_ || !draw_lateness(service_.may_fail)) return;
  late_ = true;
  arrival_ = std::make_unique<arrival>(
      arrival{boost::asio::steady_timer(executor_, service_.may_fail.latency)});
  arrival_->timer.async_wait([pipe = weak_from_this()](error_code) {
    const std::shared_ptr<stream_pipe> here = pipe.lock();
    if (!here) return;
    here->late_ = false;
    here->advance();
  });
}

}  // namespace cutpoint::asio::detail
