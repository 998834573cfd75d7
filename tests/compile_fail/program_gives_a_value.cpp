// expect: no matching function for call to [^a-z]*make_program
#include <cutpoint/coroutine.hpp>

cutpoint::task<int> gives_one() { co_return 1; }

int main() { cutpoint::make_program(gives_one); }
