// expect: no matching (member )?function for call to .*return_value
#include <cutpoint/coroutine.hpp>

#include <string>

struct number {};

cutpoint::task<std::string> gives_a_number() { co_return number(); }
