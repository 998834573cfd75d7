#include <cutpoint/check/progress.hpp>

#include "wire.hpp"

#include <unistd.h>

namespace cutpoint {

using nlohmann::json;

std::string progress_line(const search_progress& p) {
  return text_of({p.name, static_cast<int>(p.phase), p.runs, p.sites_reached, p.sites_cut,
                  p.findings, p.left.count(), p.ended ? static_cast<int>(*p.ended) : -1}) +
         "\n";
}

void tell_progress(const options& wanted, const search_progress& p) {
  if (wanted.progress_file < 0) return;
  const std::string line = progress_line(p);
  // Whoever does not listen any more needs no progress.
  if (write(wanted.progress_file, line.data(), line.size()) < 0) return;
}

std::optional<search_progress> find_progress(std::string_view line) {
  const json j = json::parse(line, nullptr, false);
  if (!j.is_array() || j.size() != 8 || !j[0].is_string()) return std::nullopt;
  for (std::size_t i = 1; i < j.size(); ++i)
    if (!j[i].is_number_integer()) return std::nullopt;
  if (j[1] > static_cast<int>(search_phase::random) || j[7] > static_cast<int>(verdict::skipped))
    return std::nullopt;
  search_progress p{.name = j[0],
                    .phase = static_cast<search_phase>(j[1].get<int>()),
                    .runs = j[2],
                    .sites_reached = j[3],
                    .sites_cut = j[4],
                    .findings = j[5],
                    .left = std::chrono::milliseconds(j[6].get<std::int64_t>())};
  if (const int ended = j[7]; ended >= 0) p.ended = static_cast<verdict>(ended);
  return p;
}

}  // namespace cutpoint
