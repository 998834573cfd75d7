#pragma once

// A strand of a run's executor is an executor of the run; of any other one it is Asio's own.

#include <cutpoint/asio/spawned_task.hpp>
#include <cutpoint/asio/strand.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/strand.hpp>

#include <type_traits>

namespace cutpoint::asio::detail {

// Any other executor by another name, so that it gets Asio's own strand.
struct other_executor : boost::asio::any_io_executor {
  other_executor() = default;
  explicit other_executor(const boost::asio::any_io_executor& on) noexcept : any_io_executor(on) {}

  template <class Property>
    requires requires(const boost::asio::any_io_executor& on, Property p) { on.require(p); }
  other_executor require(const Property& p) const {
    return other_executor(any_io_executor::require(p));
  }
  template <class Property>
    requires requires(const boost::asio::any_io_executor& on, Property p) { on.prefer(p); }
  other_executor prefer(const Property& p) const {
    return other_executor(any_io_executor::prefer(p));
  }
};

}  // namespace cutpoint::asio::detail

namespace boost::asio {

template <>
class strand<any_io_executor> : public any_io_executor {
 public:
  using inner_executor_type = any_io_executor;

  explicit strand(const any_io_executor& on) : any_io_executor(make(on)) {}
  // Asked of itself, it must not look whether it is an executor, which is what is being asked.
  template <class Executor>
    requires(!std::is_base_of_v<any_io_executor, Executor> &&
             std::is_convertible_v<Executor, any_io_executor>)
  explicit strand(const Executor& on) : strand(any_io_executor(on)) {}

  inner_executor_type get_inner_executor() const noexcept {
    const auto* const others = target<others_strand>();
    return others != nullptr ? others->get_inner_executor()
                             : cutpoint::asio::detail::outside_of_strands(*this);
  }
  bool running_in_this_thread() const noexcept {
    const auto* const others = target<others_strand>();
    return others != nullptr ? others->running_in_this_thread()
                             : cutpoint::asio::detail::in_strand(*this);
  }

 private:
  using others_strand = strand<cutpoint::asio::detail::other_executor>;
  static any_io_executor make(const any_io_executor& on) {
    if (const auto ours = cutpoint::asio::detail::in_new_strand(on)) return *ours;
    return others_strand(cutpoint::asio::detail::other_executor(on));
  }
};

}  // namespace boost::asio
