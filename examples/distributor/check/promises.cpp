#include "promises.hpp"

namespace distributor {

using cutpoint::acquire;
using cutpoint::ownership;

void promises::accepted(const job& j) {
  accepted_late_ = accepted_late_ || closed_;
  ++open_;
  jobs_.emplace(j.id, acquire("job", ownership::program));
}

void promises::processed(const job& j) {
  --open_;
  cutpoint::release(jobs_.at(j.id));
  results_.emplace(j.id, acquire("result", ownership::program));
}

void promises::handed_back(const job& j) {
  --open_;
  cutpoint::release(jobs_.at(j.id));
}

void promises::delivered(const result& r) { cutpoint::release(results_.at(r.id)); }
void promises::handed_back(const result& r) { cutpoint::release(results_.at(r.id)); }

void promises::interrupted() {
  if (!interrupted_at_) interrupted_at_ = clock::now();
}

void promises::ended(bool reports_failure) {
  ended_ = true;
  unreported_ = failures_ > 0 && !reports_failure;
}

bool promises::ends_in_time() const {
  return ended_ || !interrupted_at_ || clock::now() - *interrupted_at_ <= limit;
}

}  // namespace distributor
