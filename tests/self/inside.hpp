#pragma once

namespace cutpoint::self {

/// Counts who is inside while it lives.
class inside {
 public:
  explicit inside(int& count) : count_(&count) { ++count; }
  inside(const inside&) = delete;
  inside& operator=(const inside&) = delete;
  ~inside() { --*count_; }

 private:
  int* count_;
};

}  // namespace cutpoint::self
