#pragma once

#include "job.hpp"

#include <string>
#include <utility>

namespace distributor {

class depot;

/// A result in somebody's hands. If it is not delivered, it goes back to the depot.
class parcel {
 public:
  parcel(depot& home, result contents) : home_(&home), contents_(std::move(contents)) {}
  parcel(parcel&& other) noexcept
      : home_(std::exchange(other.home_, nullptr)), contents_(std::move(other.contents_)) {}
  parcel& operator=(parcel&& other) noexcept;
  ~parcel();

  const result& contents() const { return contents_; }
  void delivered();

 private:
  depot* home_;
  result contents_;
};

/// A job in somebody's hands. If it is not done, it goes back to the depot.
class ticket {
 public:
  ticket(depot& home, job work) : home_(&home), work_(std::move(work)) {}
  ticket(ticket&& other) noexcept
      : home_(std::exchange(other.home_, nullptr)), work_(std::move(other.work_)) {}
  ticket& operator=(ticket&& other) noexcept;
  ~ticket();

  const job& work() const { return work_; }
  /// Says that the job is done. Returns: what takes its place.
  parcel done(std::string text);
  /// Gives the job to somebody who does not give it back.
  job tear_off();

 private:
  depot* home_;
  job work_;
};

}  // namespace distributor
