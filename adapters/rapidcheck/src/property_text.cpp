#include "property_text.hpp"

#include <rapidcheck.h>

#include <cerrno>

namespace cutpoint::rapidcheck {
namespace {

std::string counted(std::uint64_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace

std::string in_words(const input_shrinking& shrinking, const property_options& wanted) {
  if (!rc::detail::configuration().reproduce.empty()) return {};
  if (rc::detail::configuration().testParams.disableShrinking || wanted.shrink_runs == 0)
    return "input: not made smaller, as was asked for";
  if (shrinking.tried == 0 && !shrinking.cut_off)
    return "smallest input: rapidcheck offers no smaller one";
  const std::string effort =
      std::to_string(shrinking.tried) + " tried in " + counted(shrinking.runs, "run");
  if (shrinking.cut_off)
    return "input: " + effort + ", then the budget was spent: a smaller one may fail too";
  if (shrinking.tried_last == 0)
    return "smallest input: rapidcheck offers no smaller one; " + effort;
  return "smallest input: no smaller one leads to this finding, as far as rapidcheck offers any (" +
         std::to_string(shrinking.tried_last) + ") and " + counted(wanted.refit_runs, "run") +
         " of each tell; " + effort;
}

std::string coverage_in_words(const property_search& searching) {
  const report& covered = searching.covered();
  std::string inputs = counted(searching.searched(), "input");
  if (searching.searched() < searching.generated())
    inputs = std::to_string(searching.searched()) + " of " +
             counted(searching.generated(), "input") +
             (searching.wanted().search.shard.count > 1 ? "" : ", then the budget was spent,");
  std::string modes;
  for (const stop_mode mode : all_stop_modes)
    if (covered.bounds.modes.contains(mode))
      (modes += modes.empty() ? "" : ", ") += cutpoint::name_of(mode);
  return inputs + " in " + counted(covered.runs, "run") + "; stops (" +
         (modes.empty() ? "none" : modes) + ") at " + std::to_string(covered.sites_cut) + " of " +
         std::to_string(covered.sites_reached) + " suspension points of the largest";
}

void tell_input(std::vector<explained_finding>& findings, const shown_input& input) {
  for (explained_finding& f : findings)
    for (const auto& [part, value] : input) f.what.notes.push_back("input " + part + ": " + value);
}

std::string reproduce_line(const std::string& key, const options& wanted) {
  return "RC_PARAMS=\"" + key + "\" " +
         (wanted.replay_command.empty() ? program_invocation_name : wanted.replay_command);
}

}  // namespace cutpoint::rapidcheck
