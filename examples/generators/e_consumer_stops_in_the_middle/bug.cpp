// A letter is taken out of the mailbox and then yielded. A consumer that stops in the middle of
// delivering it goes down with the only copy.

#include "letters.hpp"

namespace generators {

cutpoint::generator<int> consumer_stops_in_the_middle::bug(std::deque<int>& mailbox) {
  while (!mailbox.empty()) {
    const int letter = mailbox.front();
    mailbox.pop_front();  // BUG: before it is delivered
    co_yield letter;
  }
}

}  // namespace generators
