#include <cutpoint/rapidcheck/check.hpp>

#include <cutpoint/check/environment.hpp>
#include <cutpoint/rapidcheck/check_property.hpp>

#include <cstdio>

namespace cutpoint::rapidcheck {

bool check_programs(const std::string& description, const rc::Gen<generated_program>& inputs,
                    property_options wanted) {
  wanted.search.name = description;
  wanted.search = from_environment(std::move(wanted.search));
  const property_report r = check_property(inputs, wanted);
  std::fprintf(stderr, "\n- %s\n%s", description.c_str(), r.text.c_str());
  return r.passed();
}

}  // namespace cutpoint::rapidcheck
