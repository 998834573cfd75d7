#pragma once

namespace cutpoint::asio {

/// While one lives, what is posted to executors of the run comes from outside of the event loop, as
/// the completion of an I/O operation does: it races with what the loop has queued, instead of
/// standing behind it. For whoever writes an I/O object to be used under check.
class [[nodiscard("what is posted while it lives comes from outside")]] outside_event {
 public:
  outside_event();
  ~outside_event();
  outside_event(const outside_event&) = delete;
  outside_event& operator=(const outside_event&) = delete;

 private:
  bool before_;
};

}  // namespace cutpoint::asio
