// expect: deleted
#include <cutpoint/coroutine.hpp>

cutpoint::task<int> gives_one() { co_return 1; }

// Whoever awaits a task uses it up, and says so by std::move.
cutpoint::task<void> awaits() {
  cutpoint::task<int> made = gives_one();
  co_await made;
}
