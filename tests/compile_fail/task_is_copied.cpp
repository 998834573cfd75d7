// expect: deleted
#include <cutpoint/coroutine.hpp>

cutpoint::task<int> gives_one() { co_return 1; }

int main() {
  cutpoint::task<int> made = gives_one();
  cutpoint::task<int> again = made;
}
