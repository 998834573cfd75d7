#include <cutpoint/trace/deviation_words.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace cutpoint {
namespace {

std::string numbered_site(const std::string& operation, std::uint32_t ordinal) {
  return ordinal > 1 ? fmt::format("{}#{}", operation, ordinal) : operation;
}

std::string site_and_delay(const choice_address& a) {
  const std::string site = a.operation.empty()
                               ? std::string()
                               : fmt::format(" at {}", numbered_site(a.operation, a.ordinal));
  const std::string delay =
      a.delay == 0 ? std::string()
                   : fmt::format(", {} scheduling point{} on", a.delay, a.delay == 1 ? "" : "s");
  return site + delay;
}

std::string stop_in_words(const deviation& d) {
  const choice_address& a = d.address;
  const std::string delay =
      a.delay == 0 ? std::string()
                   : fmt::format(", {} scheduling point{} in", a.delay, a.delay == 1 ? "" : "s");
  return fmt::format("the stop ({}) of {}{} {}{}", name_of(d.mode), a.task,
                     a.reach == stop_reach::scope ? " with its descendants" : "",
                     place_in_words(a.at, a.operation, a.ordinal), delay);
}

}  // namespace

std::string place_in_words(window at, const std::string& operation, std::uint32_t ordinal) {
  const std::string site = numbered_site(operation, ordinal);
  switch (at) {
    case window::before_start:
      return "before its first step";
    case window::parked:
      return "parked on " + site;
    case window::granted:
      return "granted " + site;
    case window::ready:
      return "ready at " + site;
    case window::in_cleanup:
      return operation.empty() ? "in cleanup" : "in cleanup at " + site;
  }
  return site;
}

std::string in_words(const deviation& d) {
  const choice_address& a = d.address;
  switch (a.kind) {
    case deviation_kind::stop:
      return stop_in_words(d);
    case deviation_kind::pick:
      return fmt::format("letting {} go on after {}{}", d.picked, a.task, site_and_delay(a));
    case deviation_kind::run_on:
      return fmt::format("letting {} run on{}", a.task, site_and_delay(a));
    case deviation_kind::timer:
      return fmt::format("the early timer of {} after {}{}", d.picked, a.task, site_and_delay(a));
    case deviation_kind::fault:
      return fmt::format("the fault {} in {}", numbered_site(a.operation, a.ordinal), a.task);
    case deviation_kind::value:
      return fmt::format("the value {} of {} in {}", d.value, numbered_site(a.operation, a.ordinal),
                         a.task);
  }
  return {};
}

std::string in_short(const std::vector<deviation>& all, std::size_t i) {
  const deviation& d = all[i];
  const auto alike = std::ranges::count_if(
      all, [&](const deviation& other) { return other.address.kind == d.address.kind; });
  const std::string site = numbered_site(d.address.operation, d.address.ordinal);
  switch (d.address.kind) {
    case deviation_kind::stop:
      return alike == 1 ? "the stop" : "the stop of " + d.address.task;
    case deviation_kind::pick:
      return alike == 1 ? "the reorder" : "the reorder that lets " + d.picked + " go on";
    case deviation_kind::run_on:
      return fmt::format("{} running on", d.address.task);
    case deviation_kind::timer:
      return alike == 1 ? "the early timer" : "the early timer of " + d.picked;
    case deviation_kind::fault:
      return "the fault " + site;
    case deviation_kind::value:
      return fmt::format("the value {} of {}", d.value, site);
  }
  return {};
}

}  // namespace cutpoint
