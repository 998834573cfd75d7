// expect: a generator is synchronous: it may co_yield, but not co_await
#include <cutpoint/coroutine.hpp>

cutpoint::generator<int> waits() {
  co_await cutpoint::yield();
  co_yield 1;
}
