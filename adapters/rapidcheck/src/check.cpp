#include <cutpoint/rapidcheck/check.hpp>

#include <cutpoint/check/environment.hpp>
#include <cutpoint/check/interruption.hpp>
#include <cutpoint/rapidcheck/check_property.hpp>
#include <cutpoint/report/json.hpp>

#include <cstdio>
#include <optional>
#include <utility>

namespace cutpoint::rapidcheck {

bool check_programs(const std::string& description, const rc::Gen<generated_program>& inputs,
                    property_options wanted) {
  wanted.search.name = description;
  wanted.search = from_environment(std::move(wanted.search));
  std::fprintf(stderr, "\n- %s\n", description.c_str());
  std::optional<interruption> noted;  // of a search; a replay just ends
  if (wanted.search.replay.empty()) noted.emplace();
  const property_report r = check_property(inputs, wanted);
  std::fputs(r.text.c_str(), stderr);
  if (const std::string why = store_report(r.searched, wanted.search); !why.empty())
    std::fprintf(stderr, "%s\n", why.c_str());
  if (r.searched.interrupted) interruption::end_process();
  return r.passed();
}

}  // namespace cutpoint::rapidcheck
