// expect: no matching function for call to [^a-z]*finally
#include <cutpoint/coroutine.hpp>

// A plain function cannot wait in a coroutine, and a coroutine would never be awaited in a
// function.
cutpoint::task<void> mixes() {
  co_await cutpoint::finally([]() -> cutpoint::task<void> { co_return; }, [] {});
}
