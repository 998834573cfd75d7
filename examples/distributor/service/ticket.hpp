#pragma once

#include "job.hpp"

#include <memory>
#include <string>

namespace distributor {

class depot;

/// A result in somebody's hands. If it is not delivered, it goes back to the depot.
class parcel {
 public:
  parcel(depot& home, result contents);
  parcel(parcel&& other) noexcept = default;
  parcel& operator=(parcel&& other) noexcept;
  ~parcel();

  const result& contents() const { return contents_; }
  void delivered();

 private:
  std::weak_ptr<depot> home_;  ///< none: it is not in these hands any more
  result contents_;
};

/// A job in somebody's hands. If it is not done, it goes back to the depot.
class ticket {
 public:
  ticket(depot& home, job work);
  ticket(ticket&& other) noexcept = default;
  ticket& operator=(ticket&& other) noexcept;
  ~ticket();

  const job& work() const { return work_; }
  /// Says that the job is done. Returns: what takes its place.
  parcel done(std::string text);
  /// Gives the job to somebody who does not give it back.
  job tear_off();

 private:
  std::weak_ptr<depot> home_;  ///< none: it is not in these hands any more
  job work_;
};

}  // namespace distributor
