#include "candidate.hpp"

#include "wire.hpp"

namespace cutpoint {

using nlohmann::json;

std::string to_message(const candidate& c) {
  json taken = json::array();
  for (const taken_choice& t : c.taken) taken.push_back({t.number, t.move});
  return text_of({{"oracle", static_cast<int>(c.identity.by)},
                  {"subject", c.identity.subject},
                  {"task", c.identity.task},
                  {"phase", static_cast<int>(c.phase)},
                  {"runs", c.runs_to_find},
                  {"taken", taken},
                  {"difference", c.difference}});
}

candidate candidate_from(std::string_view message) {
  const json m = json::parse(message);
  candidate c{.identity = {.by = static_cast<oracle>(m.at("oracle").get<int>()),
                           .subject = m.at("subject"),
                           .task = m.at("task")},
              .phase = static_cast<search_phase>(m.at("phase").get<int>()),
              .runs_to_find = m.at("runs"),
              .taken = {},
              .difference = m.at("difference")};
  for (const json& t : m.at("taken")) c.taken.push_back({t.at(0), t.at(1)});
  return c;
}

}  // namespace cutpoint
