#pragma once

#include <cutpoint/coroutine/generator.hpp>

#include <deque>

namespace generators::consumer_stops_in_the_middle {

/// Yields the letters of a mailbox, the oldest first, and takes each out that has been delivered.
cutpoint::generator<int> bug(std::deque<int>& mailbox);
cutpoint::generator<int> fix(std::deque<int>& mailbox);

}  // namespace generators::consumer_stops_in_the_middle
