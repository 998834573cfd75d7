#include <cutpoint/check/report.hpp>

namespace cutpoint {

std::string_view name_of(search_phase phase) {
  switch (phase) {
    case search_phase::replay:
      return "replay";
    case search_phase::baseline:
      return "baseline";
    case search_phase::sweep:
      return "sweep";
    case search_phase::depth:
      return "sweep in depth";
    case search_phase::exhaustive:
      return "exhaustive search";
    case search_phase::random:
      return "random search";
  }
  return "";
}

std::string_view name_of(verdict v) {
  switch (v) {
    case verdict::clean:
      return "clean";
    case verdict::findings:
      return "findings";
    case verdict::nothing_explored:
      return "nothing explored";
    case verdict::not_deterministic:
      return "not deterministic";
    case verdict::bad_input:
      return "bad input";
    case verdict::skipped:
      return "skipped";
  }
  return "";
}

}  // namespace cutpoint
