#pragma once

#include <cutpoint/program/this_run.hpp>
#include <cutpoint/trace/virtual_time.hpp>

namespace cutpoint::self {

/// Notes when the block it stands in is left.
class noted_leaving {
 public:
  explicit noted_leaving(virtual_time& when) : when_(&when) {}
  noted_leaving(const noted_leaving&) = delete;
  noted_leaving& operator=(const noted_leaving&) = delete;
  ~noted_leaving() { *when_ = this_run::now(); }

 private:
  virtual_time* when_;
};

}  // namespace cutpoint::self
