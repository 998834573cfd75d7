// CB24. aiohttp's client, Python: aio-libs/aiohttp#8992.
//
// A subtask that writes the body of a request is stopped between two chunks. Its handler ends the
// message politely, so here the request counts as sent and its connection is kept alive, while the
// peer waits for the rest of the body: it takes the head of the next request for it.
//
// Promise: the peer never takes the head of a request for the body of another.

#include "zoo/exhibit.hpp"

#include <cutpoint/fiber.hpp>

namespace cutpoint::zoo {
namespace {

// What the peer makes of the bytes of one connection.
class peer {
 public:
  void receive_head(int content_length) {
    misread_ = misread_ || owed_ > 0;
    owed_ = content_length;
  }
  void receive_chunk() { --owed_; }
  bool has_misread() const { return misread_; }
  void accept_new_connection() { owed_ = 0; }

 private:
  int owed_ = 0;
  bool misread_ = false;
};

class client {
 public:
  enum class body_stopped { is_ended_politely, closes_the_connection };
  client(peer& other, body_stopped what) : what_(what), peer_(&other) {}

  void request(int chunks) {
    if (!keep_alive_) peer_->accept_new_connection();
    keep_alive_ = false;
    peer_->receive_head(chunks);
    if (chunks == 0) return end_message();
    await(spawn("body", [this, chunks] { write_body(chunks); }).join());
  }

 private:
  void write_body(int chunks) {
    try {
      for (int chunk = 0; chunk < chunks; ++chunk) {
        if (chunk > 0) await(yield("transport.drain"));
        peer_->receive_chunk();
      }
    } catch (const cancelled&) {
      if (what_ == body_stopped::is_ended_politely) end_message();
      throw;
    }
    end_message();
  }

  // With a length declared, the end of the body leaves no mark on the wire.
  void end_message() { keep_alive_ = true; }

  body_stopped what_;
  peer* peer_;
  bool keep_alive_ = false;
};

program two_requests(client::body_stopped what) {
  return make_program([what] {
    peer server;
    client session(server, what);
    const auto in_step =
        at_end("the peer reads heads as heads", [&] { return !server.has_misread(); });
    session.request(2);
    session.request(0);
  });
}

const on_show cb24({
    .id = "CB24",
    .title = "half a body is ended politely, and its connection used again",
    .expected = {.tasks = 2, .stops = 1, .reorders = 0},
    .complaint = {.by = oracle::invariant, .subject = "the peer reads heads as heads", .task = ""},
    .buggy = two_requests(client::body_stopped::is_ended_politely),
    .fixed = two_requests(client::body_stopped::closes_the_connection),
});

}  // namespace
}  // namespace cutpoint::zoo
