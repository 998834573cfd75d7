#pragma once

// Members of Asio's that have no public way to them. An explicit instantiation may name a private
// member, and so hand on where it is.

#include <boost/asio/detail/chrono_time_traits.hpp>
#include <boost/asio/detail/deadline_timer_service.hpp>
#include <boost/asio/detail/op_queue.hpp>
#include <boost/asio/detail/scheduler.hpp>
#include <boost/asio/detail/timer_queue.hpp>
#include <boost/asio/wait_traits.hpp>
#include <boost/version.hpp>

#include <chrono>
#include <type_traits>
#include <vector>

namespace cutpoint::asio::private_members {

static_assert(
    BOOST_VERSION / 100 == 1081,
    "the adapter asio knows the inside of Boost.Asio as it is in Boost 1.81; found another "
    "version of Boost: install libboost1.81-dev, or leave the adapter out "
    "(CUTPOINT_WITH_ASIO=OFF)");

template <class Clock>
using time_traits = boost::asio::detail::chrono_time_traits<Clock, boost::asio::wait_traits<Clock>>;
template <class Clock>
using timer_queue = boost::asio::detail::timer_queue<time_traits<Clock>>;
template <class Clock>
using timer_service = boost::asio::detail::deadline_timer_service<time_traits<Clock>>;
using scheduler = boost::asio::detail::scheduler;
using operation_queue = boost::asio::detail::op_queue<boost::asio::detail::operation>;

template <class Tag, auto Member>
struct tell {
  friend constexpr auto member_of(Tag) { return Member; }
};

struct scheduler_queue {
  friend constexpr auto member_of(scheduler_queue);
};
template struct tell<scheduler_queue, &scheduler::op_queue_>;

struct scheduler_reactor {
  friend constexpr auto member_of(scheduler_reactor);
};
template struct tell<scheduler_reactor, &scheduler::task_>;

struct scheduler_reactor_mark {
  friend constexpr auto member_of(scheduler_reactor_mark);
};
template struct tell<scheduler_reactor_mark, &scheduler::task_operation_>;

struct steady_service_queue {
  friend constexpr auto member_of(steady_service_queue);
};
template struct tell<steady_service_queue, &timer_service<std::chrono::steady_clock>::timer_queue_>;

struct system_service_queue {
  friend constexpr auto member_of(system_service_queue);
};
template struct tell<system_service_queue, &timer_service<std::chrono::system_clock>::timer_queue_>;

struct steady_queue_heap {
  friend constexpr auto member_of(steady_queue_heap);
};
template struct tell<steady_queue_heap, &timer_queue<std::chrono::steady_clock>::heap_>;

struct system_queue_heap {
  friend constexpr auto member_of(system_queue_heap);
};
template struct tell<system_queue_heap, &timer_queue<std::chrono::system_clock>::heap_>;

template <class Clock>
constexpr bool is_steady_clock = std::is_same_v<Clock, std::chrono::steady_clock>;
template <class Clock>
using service_queue =
    std::conditional_t<is_steady_clock<Clock>, steady_service_queue, system_service_queue>;
template <class Clock>
using queue_heap = std::conditional_t<is_steady_clock<Clock>, steady_queue_heap, system_queue_heap>;

}  // namespace cutpoint::asio::private_members
