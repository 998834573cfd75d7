#include <cutpoint/shrink/run_key.hpp>

namespace cutpoint {

run_key key_of(const failing_run& run) {
  run_key key;
  key.deviations = run.deviations.size();
  key.size = run.size;
  for (const deviation& d : run.deviations) {
    if (d.address.kind == deviation_kind::stop) ++key.stops;
    if (d.address.kind == deviation_kind::value) key.values.push_back(d.value);
    key.places.push_back({.number = d.number, .move = d.move});
  }
  key.value_count = key.values.size();
  return key;
}

}  // namespace cutpoint
