#pragma once

// Asio includes it where it is told to by BOOST_ASIO_CUSTOM_HANDLER_TRACKING, in every source of a
// program, as the CMake target cutpoint::asio_tracking has it. Asio then says what operations
// begin, also those whose handlers are callbacks: their names tell where a task waits.

#include <cutpoint/asio/note_creation.hpp>

#include <cstdint>

namespace boost::asio {
class execution_context;
}  // namespace boost::asio

namespace cutpoint::asio::detail {

template <class Operation>
void tell_creation(boost::asio::execution_context&, Operation&, const char* object, void*,
                   std::uintmax_t, const char* operation) {
  note_creation(object, operation);
}

}  // namespace cutpoint::asio::detail

#define BOOST_ASIO_INHERIT_TRACKED_HANDLER
#define BOOST_ASIO_ALSO_INHERIT_TRACKED_HANDLER
#define BOOST_ASIO_HANDLER_TRACKING_INIT (void)0
#define BOOST_ASIO_HANDLER_LOCATION(loc) (void)0
#define BOOST_ASIO_HANDLER_CREATION(args) ::cutpoint::asio::detail::tell_creation args
#define BOOST_ASIO_HANDLER_COMPLETION(args) (void)0
#define BOOST_ASIO_HANDLER_INVOCATION_BEGIN(args) (void)0
#define BOOST_ASIO_HANDLER_INVOCATION_END (void)0
#define BOOST_ASIO_HANDLER_OPERATION(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_REGISTRATION(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_DEREGISTRATION(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_READ_EVENT 0
#define BOOST_ASIO_HANDLER_REACTOR_WRITE_EVENT 0
#define BOOST_ASIO_HANDLER_REACTOR_ERROR_EVENT 0
#define BOOST_ASIO_HANDLER_REACTOR_EVENTS(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_OPERATION(args) (void)0
