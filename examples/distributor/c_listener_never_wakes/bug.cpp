// The exit wakes the listener instead of closing its door. If a client comes at that moment, the
// listener is not waiting: it lets the client in, waits for the next, and nobody wakes it again.

#include "../bugs.hpp"

namespace distributor::listener_never_wakes {

void shut(door& d) { d.wake(); }

}  // namespace distributor::listener_never_wakes
