// A source that has <cutpoint/asio/sites.hpp>, as far as the linker is concerned.

#define CUTPOINT_ASIO_SITES
#include <cutpoint/asio/level.hpp>
