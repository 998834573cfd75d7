#include "cancelled_error.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/experimental/channel_error.hpp>
#include <boost/asio/multiple_exceptions.hpp>
#include <boost/system/system_error.hpp>

namespace cutpoint::asio {

bool is_cancelled(const std::exception_ptr& error) {
  if (error == nullptr) return false;
  try {
    std::rethrow_exception(error);
  } catch (const boost::asio::multiple_exceptions& all) {
    return is_cancelled(all.first_exception());
  } catch (const boost::system::system_error& one) {
    return one.code() == boost::asio::error::operation_aborted ||
           one.code() == boost::asio::experimental::error::channel_cancelled;
  } catch (...) {
    return false;
  }
}

}  // namespace cutpoint::asio
