// CB27. aiohttp's WebSocket writer, Python: aio-libs/aiohttp#11726.
//
// Compressing a frame waits for a helper and advances a dictionary that all frames share; only then
// is the frame written. A stop in between leaves the dictionary ahead of the wire, and no later
// frame can be decoded. Mended by compressing and sending as one shielded unit behind a lock. A
// running number stands for the dictionary.
//
// Promise: the peer can decode every frame that it gets.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

class decoder {
 public:
  void receive(int frame) { in_step_ = in_step_ && frame == ++received_; }
  bool in_step() const { return in_step_; }

 private:
  int received_ = 0;
  bool in_step_ = true;
};

class writer {
 public:
  enum class compress_and_send { may_be_parted, are_one_unit };
  writer(decoder& peer, compress_and_send what) : what_(what), peer_(&peer) {}

  void send_frame() {
    if (what_ == compress_and_send::may_be_parted) {
      const int frame = compress();
      peer_->receive(frame);
      return;
    }
    const mutex_guard held = await(lock_.lock());
    const shield one_unit;
    const int frame = compress();
    peer_->receive(frame);
  }

 private:
  int compress() {
    const int frame = ++dictionary_;
    await(yield("executor.compress"));
    return frame;
  }

  compress_and_send what_;
  decoder* peer_;
  int dictionary_ = 0;
  mutex lock_{"writer.lock"};
};

program two_frames(writer::compress_and_send what) {
  return make_program([what] {
    decoder peer;
    writer socket(peer, what);
    const auto decodes = at_end("every frame can be decoded", [&] { return peer.in_step(); });
    auto notice = spawn("notice", [&] { socket.send_frame(); });
    await(notice.join());
    socket.send_frame();
  });
}

const on_show cb27({
    .id = "CB27",
    .title = "a compressor is advanced for a frame that is never sent",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "every frame can be decoded", .task = ""},
    .buggy = two_frames(writer::compress_and_send::may_be_parted),
    .fixed = two_frames(writer::compress_and_send::are_one_unit),
});

}  // namespace
}  // namespace cutpoint::zoo
