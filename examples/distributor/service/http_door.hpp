#pragma once

#include "surroundings.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace distributor {

/// Returns: a door for HTTP at `at`. `POST` puts the body in the queue: 202 with the number of the
/// job, or 503 if there is no room. `GET /` answers with the next result, or 204 if none comes
/// within a second. `GET /results` streams results, until the service ends.
///
/// `Protocol` is `boost::asio::ip::tcp`, or what speaks its language. Errors: those of listening
/// are thrown.
template <class Protocol>
std::unique_ptr<door> open_http_door(boost::asio::any_io_executor executor,
                                     const typename Protocol::endpoint& at);

}  // namespace distributor
