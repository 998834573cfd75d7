#pragma once

// Included before all else in every source of a program by the CMake target cutpoint::asio_sites:
// makes each coroutine that is spawned a task of its own, and names where it waits. It fills in
// templates of Asio's, so it comes before anybody instantiates them, and comes everywhere.

#define CUTPOINT_ASIO_SITES

#include <boost/version.hpp>

static_assert(BOOST_VERSION / 100 == 1081,
              "cutpoint::asio_sites knows co_spawn as it is in Boost 1.81: leave it out with other "
              "versions");

#include <cutpoint/asio/sites/system_threads.hpp>

#include <cutpoint/asio/sites/strand_of_any.hpp>

#include <cutpoint/asio/level.hpp>
#include <cutpoint/asio/sites/spawns.hpp>
#include <cutpoint/asio/sites/waits.hpp>
