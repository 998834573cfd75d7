#include "http_door.ipp"

#include <boost/asio/ip/tcp.hpp>

namespace distributor {

template std::unique_ptr<door> open_http_door<boost::asio::ip::tcp>(
    boost::asio::any_io_executor executor, const boost::asio::ip::tcp::endpoint& at);

}  // namespace distributor
