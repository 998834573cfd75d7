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
                  {"at", {static_cast<int>(c.at.phase), c.at.job, c.at.run, c.at.steps}},
                  {"taken", taken},
                  {"difference", c.difference}});
}

candidate candidate_from(std::string_view message) {
  const json m = json::parse(message);
  candidate c{.identity = {.by = static_cast<oracle>(m.at("oracle").get<int>()),
                           .subject = m.at("subject"),
                           .task = m.at("task")},
              .at = {},
              .runs_to_find = 0,
              .taken = {},
              .difference = m.at("difference")};
  const json& at = m.at("at");
  c.at = {.phase = static_cast<search_phase>(at.at(0).get<int>()),
          .job = at.at(1),
          .run = at.at(2),
          .steps = at.at(3)};
  for (const json& t : m.at("taken")) c.taken.push_back({t.at(0), t.at(1)});
  return c;
}

}  // namespace cutpoint
