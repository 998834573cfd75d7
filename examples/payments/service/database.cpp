#include "database.hpp"

#include <atomic>

namespace payments {
namespace {

// Names one database of this process. The name is never seen by the program, so that it counts over
// all runs does not make them differ; and where a run is given up in the midst of a frame that
// refuses to go, the next run still does not meet what it left.
std::string fresh_uri() {
  static std::atomic<std::uint64_t> made = 0;
  return "file:/payments-" + std::to_string(++made) + "?vfs=memdb";
}

}  // namespace

database::database() : uri_(fresh_uri()), auditor_(uri_) {
  // `payment` is not unique: that nothing is booked twice is for the service to see to.
  auditor_.execute("CREATE TABLE payments (payment TEXT NOT NULL, cents INTEGER NOT NULL)");
}

std::int64_t database::times_booked(std::string_view payment) {
  return auditor_.execute("SELECT count(*) FROM payments WHERE payment = ?", {payment});
}

}  // namespace payments
