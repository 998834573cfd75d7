#pragma once

#include "job.hpp"

namespace distributor {

/// Is told what becomes of each job and of each result. In production it keeps what is left at the
/// exit; in a check it holds the service to its promises.
class witness {
 public:
  virtual ~witness() = default;

  /// The service has taken the job and answers for it from now on.
  virtual void accepted(const job& j) = 0;
  /// The service takes no more jobs.
  virtual void closed() {}
  /// The job is done; its result takes its place.
  virtual void processed(const job& j) = 0;
  /// A client has been sent the whole result.
  virtual void delivered(const result& r) = 0;
  /// The service ends without having done the job, or delivered the result.
  virtual void handed_back(const job& j) = 0;
  virtual void handed_back(const result& r) = 0;
};

}  // namespace distributor
