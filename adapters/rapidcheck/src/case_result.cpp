#include <cutpoint/rapidcheck/case_result.hpp>

#include "discarded.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <string>

namespace cutpoint::rapidcheck::detail {
namespace {

// rapidcheck's texts begin with a line that holds the place: `/path/to/queue_test.cpp:12:`.
std::string place_in(const std::string& description) {
  std::string place = description.substr(0, description.find('\n'));
  place.erase(0, place.find_last_of('/') + 1);
  while (place.ends_with(':')) place.pop_back();
  return place;
}

}  // namespace

void take_case_result(const rc::detail::CaseResult& thrown) {
  switch (thrown.type) {
    case rc::detail::CaseResult::Type::Success:
      break;
    case rc::detail::CaseResult::Type::Failure:
      this_kernel().violate(oracle::invariant, place_in(thrown.description), thrown.description,
                            {});
      break;
    case rc::detail::CaseResult::Type::Discard:
      this_kernel().violate(oracle::invariant, discarded, thrown.description, {});
      break;
  }
}

}  // namespace cutpoint::rapidcheck::detail
