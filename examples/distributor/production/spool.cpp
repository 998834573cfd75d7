#include "spool.hpp"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace distributor {
namespace {

namespace fs = std::filesystem;

// A file that is not whole yet has another name.
void write_file(const fs::path& folder, std::uint32_t id, const std::string& text) {
  fs::path name;
  for (int copy = 0; name.empty() || fs::exists(name); ++copy)
    name = folder / (std::to_string(id) + "-" + std::to_string(copy));
  const fs::path unfinished = fs::path(name) += ".part";
  std::ofstream out(unfinished);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + unfinished.string());
  fs::rename(unfinished, name);
}

}  // namespace

spool::spool(const fs::path& folder) : jobs_(folder / "jobs"), results_(folder / "results") {
  fs::create_directories(jobs_);
  fs::create_directories(results_);
}

std::optional<std::string> spool::take() {
  for (const fs::directory_entry& each : fs::directory_iterator(jobs_)) {
    if (!each.is_regular_file() || each.path().extension() == ".part") continue;
    std::ifstream in(each.path());
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) continue;
    fs::remove(each.path());
    return text;
  }
  return std::nullopt;
}

void spool::handed_back(const job& j) {
  write_file(jobs_, j.id, j.text);
  ++jobs_back_;
}

void spool::handed_back(const result& r) {
  write_file(results_, r.id, r.text);
  ++results_back_;
}

std::string spool::summary() const {
  return "accepted " + std::to_string(accepted_) + ", processed " + std::to_string(processed_) +
         ", delivered " + std::to_string(delivered_) + ", handed back " +
         std::to_string(jobs_back_) + " jobs and " + std::to_string(results_back_) + " results";
}

}  // namespace distributor
