#pragma once

#include <cutpoint/asio/executor.hpp>

#include <boost/asio/strand.hpp>

/// A strand of a run is an executor of the run: each of its handlers is a step.
template <>
class boost::asio::strand<cutpoint::asio::executor> : public cutpoint::asio::executor {
 public:
  using inner_executor_type = cutpoint::asio::executor;

  explicit strand(const inner_executor_type& on) : executor(on.in_new_strand()) {}
  inner_executor_type get_inner_executor() const noexcept { return outside_of_strands(); }
  bool running_in_this_thread() const noexcept { return in_strand(); }
};
