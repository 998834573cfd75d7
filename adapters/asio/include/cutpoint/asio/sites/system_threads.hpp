#pragma once

// Comes before anything else of Asio's: threads of system_executor, where a handler is posted that
// has no executor, are refused in a run.

#include <cutpoint/asio/refuse_system_threads.hpp>

#include <boost/asio/detail/global.hpp>

namespace boost::asio {

class system_context;

namespace detail {

template <>
system_context& global<system_context>();

}  // namespace detail
}  // namespace boost::asio

#include <boost/asio/system_context.hpp>

namespace boost::asio::detail {

template <>
inline system_context& global<system_context>() {
  cutpoint::asio::detail::refuse_system_threads();
  return posix_global<system_context>();
}

}  // namespace boost::asio::detail
