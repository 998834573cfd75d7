#pragma once

#include <cutpoint/trace/event.hpp>
#include <cutpoint/trace/finding.hpp>

#include <span>
#include <string>

namespace cutpoint {

/// Returns: what the trouble of `found` is made of, in a sentence: who acquired, where it was
/// suspended, and what it did not come to, which it does come to in a run that passes. `without`
/// says which run that is: `the stop of main/notify`. Empty where nothing is to be said.
std::string why_in_words(const finding& found, std::span<const event_record> failing,
                         std::span<const event_record> passing, const std::string& without);

}  // namespace cutpoint
