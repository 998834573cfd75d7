#include <cutpoint/check/environment.hpp>

#include <fmt/format.h>
#include <sys/stat.h>

#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

namespace cutpoint {
namespace {

std::optional<std::string> find_variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// Returns: the number at the start of `text`, and what follows it.
std::optional<std::pair<std::uint64_t, std::string_view>> number_and_unit(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  return std::pair(number, text.substr(static_cast<std::size_t>(end - text.data())));
}

void set_budget(options& wanted, const std::string& text) {
  if (const auto budget = number_and_unit(text)) {
    const auto [number, unit] = *budget;
    if (unit == "runs") {
      wanted.max_runs = number;
      return;
    }
    const std::uint64_t scale = unit == "ms" ? 1 : unit == "s" ? 1'000 : unit == "m" ? 60'000 : 0;
    constexpr std::uint64_t longest = 365ULL * 24 * 3'600'000;
    if (scale != 0 && number <= longest / scale) {
      wanted.max_time = std::chrono::milliseconds(number * scale);
      return;
    }
  }
  throw environment_error(fmt::format(
      "CUTPOINT_BUDGET: expected a time (30s, 500ms, 10m) or a number of runs (100000runs), found "
      "'{}'",
      text));
}

void set_seed(options& wanted, const std::string& text) {
  const auto number = number_and_unit(text);
  if (!number || !number->second.empty())
    throw environment_error(
        fmt::format("CUTPOINT_SEED: expected a whole number, found '{}'", text));
  wanted.random_seed = seed{number->first};
}

void set_jobs(options& wanted, const std::string& text) {
  constexpr std::uint64_t most = 1'024;
  const auto number = number_and_unit(text);
  if (text == "auto") {
    wanted.jobs = 0;
  } else if (number && number->second.empty() && number->first >= 1 && number->first <= most) {
    wanted.jobs = static_cast<std::uint32_t>(number->first);
  } else {
    throw environment_error(fmt::format(
        "CUTPOINT_JOBS: expected a number of workers from 1 to {}, or auto for one for each "
        "processor, found '{}'",
        most, text));
  }
}

void set_shard(options& wanted, const std::string& text) {
  constexpr std::uint64_t most = 1'000'000;
  if (const auto index = number_and_unit(text); index && index->second.starts_with('/')) {
    const auto count = number_and_unit(index->second.substr(1));
    if (count && count->second.empty() && index->first < count->first && count->first <= most) {
      wanted.shard = {.index = static_cast<std::uint32_t>(index->first),
                      .count = static_cast<std::uint32_t>(count->first)};
      return;
    }
  }
  throw environment_error(fmt::format(
      "CUTPOINT_SHARD: expected INDEX/COUNT with INDEX from 0 to COUNT - 1, as in 0/4 to "
      "3/4, found '{}'",
      text));
}

void set_max_findings(options& wanted, const std::string& text) {
  constexpr std::uint64_t most = 1'000'000;
  const auto number = number_and_unit(text);
  if (!number || !number->second.empty() || number->first < 1 || number->first > most)
    throw environment_error(fmt::format(
        "CUTPOINT_MAX_FINDINGS: expected a number from 1 to {}, found '{}'", most, text));
  wanted.max_findings = static_cast<std::uint32_t>(number->first);
}

void set_progress(options& wanted, const std::string& text) {
  const auto number = number_and_unit(text);
  struct stat about{};
  const int file = number && number->second.empty() && number->first <= 1'000'000
                       ? static_cast<int>(number->first)
                       : -1;
  if (file < 0 || fstat(file, &about) != 0)
    throw environment_error(fmt::format(
        "CUTPOINT_PROGRESS: expected the number of an open file, as `cutpoint run` sets it, found "
        "'{}'",
        text));
  wanted.progress_file = file;
}

}  // namespace

options from_environment(options wanted) {
  if (const auto text = find_variable("CUTPOINT_BUDGET")) set_budget(wanted, *text);
  if (const auto text = find_variable("CUTPOINT_SEED")) set_seed(wanted, *text);
  if (const auto text = find_variable("CUTPOINT_JOBS")) set_jobs(wanted, *text);
  if (const auto text = find_variable("CUTPOINT_SHARD")) set_shard(wanted, *text);
  if (auto text = find_variable("CUTPOINT_OUT")) {
    wanted.reports = *text;
    wanted.out = std::move(*text);
  }
  if (const auto text = find_variable("CUTPOINT_MAX_FINDINGS")) set_max_findings(wanted, *text);
  if (const auto text = find_variable("CUTPOINT_PROGRESS")) set_progress(wanted, *text);
  if (auto text = find_variable("CUTPOINT_CORPUS")) wanted.corpus = std::move(*text);
  if (auto text = find_variable("CUTPOINT_REPLAY")) wanted.replay = std::move(*text);
  return wanted;
}

}  // namespace cutpoint
