#include <cutpoint/rapidcheck/case_result.hpp>

#include "discard_subject.hpp"

#include <cutpoint/kernel/kernel.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace cutpoint::rapidcheck::detail {
namespace {

struct placed_text {
  std::string place;
  std::string text;
};

// rapidcheck's texts begin with a line that holds the place: `/path/to/queue_test.cpp:12:`.
placed_text split(const std::string& description) {
  const std::size_t end = description.find('\n');
  placed_text split{.place = description.substr(0, end), .text = description};
  if (end != std::string::npos) split.text.erase(0, end + 1);
  split.place.erase(0, split.place.find_last_of('/') + 1);
  while (split.place.ends_with(':')) split.place.pop_back();
  return split;
}

}  // namespace

void take_case_result(const rc::detail::CaseResult& thrown) {
  switch (thrown.type) {
    case rc::detail::CaseResult::Type::Success:
      break;
    case rc::detail::CaseResult::Type::Failure: {
      placed_text told = split(thrown.description);
      this_kernel().violate(oracle::invariant, told.place, std::move(told.text), {});
      break;
    }
    case rc::detail::CaseResult::Type::Discard:
      this_kernel().violate(oracle::invariant, discard_subject, thrown.description, {});
      break;
  }
}

}  // namespace cutpoint::rapidcheck::detail
