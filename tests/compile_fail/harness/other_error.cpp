// expect: a plain integer is no step
#include <cutpoint/there_is_no_such_header.hpp>
