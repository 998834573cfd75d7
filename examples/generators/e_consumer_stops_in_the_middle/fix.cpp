// To ask for the next value is to say that the last one is done with. So what the generator does
// for good stands behind the yield, where only a consumer comes that goes on; one that stops in the
// middle closes the generator at the yield.

#include "letters.hpp"

namespace generators {

cutpoint::generator<int> consumer_stops_in_the_middle::fix(std::deque<int>& mailbox) {
  while (!mailbox.empty()) {
    co_yield mailbox.front();
    mailbox.pop_front();
  }
}

}  // namespace generators
