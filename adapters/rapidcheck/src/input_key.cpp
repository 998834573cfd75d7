#include "input_key.hpp"

#include <utility>

namespace cutpoint::rapidcheck {

std::string input_key(const std::string& name, const rc::detail::Reproduce& how) {
  rc::detail::Configuration c;
  c.reproduce.emplace(name, how);
  // The seed, which may follow, is not needed: the string holds the state that it led to.
  const std::string text = rc::detail::configToMinimalString(c);
  return text.substr(0, text.find(' '));
}

std::variant<generated_program, std::string> make_input(const rc::Gen<generated_program>& inputs,
                                                        const std::string& name,
                                                        const std::string& key) {
  rc::detail::Configuration c;
  try {
    c = rc::detail::configFromString(key);
  } catch (const rc::detail::ConfigurationException& e) {
    return "expected an input that rapidcheck has written, found '" + key + "': " + e.what();
  }
  const auto found = c.reproduce.find(name);
  if (found == c.reproduce.end())
    return "expected the input of a property, 'reproduce=...', found '" + key +
           "'; it may be a trace of a test of that name that was no property";
  rc::detail::Reproduce& how = found->second;
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
