// expect: a task that is spawned gives a value, no reference
#include <cutpoint/coroutine.hpp>

cutpoint::task<int&> finds(int& where) { co_return where; }

int main() {
  int place = 0;
  auto found = cutpoint::spawn("finds", finds, std::ref(place));
}
