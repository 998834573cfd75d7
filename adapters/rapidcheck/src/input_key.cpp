#include "input_key.hpp"

#include <cutpoint/rapidcheck/check_property.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {
namespace {

// rapidcheck aborts where it is asked to split random numbers of which some were drawn, which a
// damaged text may stand for.
bool may_be_split(const rc::Random& random) {
  constexpr std::size_t bits_at = sizeof(rc::Random::Key);
  std::vector<std::uint8_t> bytes;
  rc::serialize(random, std::back_inserter(bytes));
  std::uint64_t bits = 0;
  std::uint64_t drawn = 0;
  const auto after_bits =
      rc::detail::deserializeCompact(bytes.begin() + bits_at, bytes.end(), bits);
  rc::detail::deserializeCompact(after_bits, bytes.end(), drawn);
  return drawn == 0 && bytes.back() <= std::numeric_limits<std::uint64_t>::digits;
}

}  // namespace

std::string input_key(const std::string& name, const rc::detail::Reproduce& how) {
  rc::detail::Configuration c;
  c.reproduce.emplace(name, how);
  // The seed, which may follow, is not needed: the string holds the state that it led to.
  const std::string text = rc::detail::configToMinimalString(c);
  return text.substr(0, text.find(' '));
}

std::variant<generated_program, std::string> program_of_trace(
    const rc::Gen<generated_program>& inputs, const trace& t) {
  const std::string& key = t.input;
  rc::detail::Configuration c;
  try {
    c = rc::detail::configFromString(key);
  } catch (const rc::detail::ConfigurationException& e) {
    return "expected an input that rapidcheck has written, found '" + key + "': " + e.what();
  }
  const auto found = c.reproduce.find(t.program);
  if (found == c.reproduce.end())
    return "expected the input of a property, 'reproduce=...', found '" + key +
           "'; it may be a trace of a test of that name that was no property";
  rc::detail::Reproduce& how = found->second;
  constexpr int largest = 1'000'000;
  if (!may_be_split(how.random) || how.size < 0 || how.size > largest)
    return "expected an input that rapidcheck has written, found '" + key +
           "', which stands for no state that it can be in; copy the trace again";
  split_search_seed(how.random);
  const auto input =
      rc::shrinkable::walkPath(inputs(how.random, how.size), std::as_const(how.shrinkPath));
  if (!input)
    return std::string(
        "its input is not generated any more: the generator, or the types of the arguments, were "
        "changed");
  try {
    return input->value();
  } catch (const std::exception& e) {
    return std::string("its input is not generated any more: ") + e.what();
  }
}

seed split_search_seed(rc::Random& random) {
  rc::Random of_search = random.split();
  return seed{of_search.next()};
}

std::string in_words(const shown_input& input) {
  std::string text;
  for (const auto& [part, value] : input) text += part + ": " + value + '\n';
  return text;
}

}  // namespace cutpoint::rapidcheck
