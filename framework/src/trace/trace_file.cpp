#include "line_reader.hpp"

#include <cutpoint/trace/trace_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

// The format is specified in framework/docs/trace-format.md.

namespace cutpoint {

namespace {

constexpr std::string_view first_word = "cutpoint-trace";
constexpr std::uint64_t version = 5;
constexpr std::uint64_t oldest_version = 1;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view name_of(task_order order) { return order == task_order::any ? "any" : "fifo"; }

std::optional<task_order> find_task_order(std::string_view text) {
  for (const task_order order : {task_order::any, task_order::fifo}) {
    if (name_of(order) == text) return order;
  }
  return std::nullopt;
}

std::string modes_line(stop_modes modes) {
  std::string result = "modes";
  for (const stop_mode mode : all_stop_modes) {
    if (modes.contains(mode)) (result += ' ') += name_of(mode);
  }
  return modes.empty() ? result + " none" : result;
}

std::string site_of(const choice_address& a) {
  return fmt::format("{}#{}", written(a.operation), a.ordinal);
}

/// ` at db.begin#1`, or nothing for a task that has not used any label.
std::string place_of(const choice_address& a) {
  return a.operation.empty() && a.ordinal == 0 ? std::string{} : " at " + site_of(a);
}

std::string sentence_of(const deviation& d) {
  const choice_address& a = d.address;
  const std::string task = written(a.task);
  switch (a.kind) {
    case deviation_kind::stop:
      return fmt::format("{} {} {} {}{} +{}", a.reach == stop_reach::task ? "stop" : "stop-scope",
                         name_of(d.mode), task, name_of(a.at), place_of(a), a.delay);
    case deviation_kind::pick:
    case deviation_kind::timer:
      return fmt::format("{} {} after {}{} +{}", a.kind == deviation_kind::pick ? "pick" : "timer",
                         written(d.picked), task, place_of(a), a.delay);
    case deviation_kind::run_on:
      return fmt::format("run-on {}{} +{}", task, place_of(a), a.delay);
    case deviation_kind::fault:
      return fmt::format("fault {} in {}", site_of(a), task);
    case deviation_kind::value:
      return fmt::format("value {} of {} in {}", d.value, site_of(a), task);
  }
  return {};
}

std::string names_of_all_oracles() {
  std::string names;
  for (int i = 0; i <= static_cast<int>(oracle::nothing_explored); ++i)
    names +=
        fmt::format("{}{}", names.empty() ? "" : ", ", cutpoint::name_of(static_cast<oracle>(i)));
  return names;
}

oracle read_oracle(line_reader& line) {
  const std::string_view words = line.words_before_bar();
  const std::optional<oracle> found = find_oracle(words);
  if (found) {
    line.take(words.size());
    return *found;
  }
  line.refuse(fmt::format("expected an oracle ({}), found {}; {}", names_of_all_oracles(),
                          shown(words), correct_it));
  return oracle::death;
}

void read_finding(line_reader& line, finding_identity& identity) {
  identity.by = read_oracle(line);
  line.bar();
  identity.subject = line.name("a subject");
  line.bar();
  identity.task = line.name("a task");
}

void read_modes(line_reader& line, stop_modes& modes) {
  modes = {};
  if (line.looks_at("none")) return line.keyword("none");
  do {
    modes.insert(line.one_of("a stop mode (edge, level, drop, request)", find_stop_mode));
  } while (!line.at_end());
}

deviation read_stop(line_reader& line, stop_reach reach) {
  deviation d;
  d.address.kind = deviation_kind::stop;
  d.address.reach = reach;
  d.mode = line.one_of("a stop mode (edge, level, drop, request)", find_stop_mode);
  d.address.task = line.name("a task");
  d.address.at =
      line.one_of("a window (before_start, parked, granted, ready, in_cleanup)", find_window);
  line.place(d.address);
  d.address.delay = line.delay();
  return d;
}

deviation read_pick(line_reader& line, deviation_kind kind) {
  deviation d;
  d.address.kind = kind;
  d.picked = line.name("a task");
  line.keyword("after");
  d.address.task = line.name("a task");
  line.place(d.address);
  d.address.delay = line.delay();
  return d;
}

deviation read_run_on(line_reader& line) {
  deviation d;
  d.address.kind = deviation_kind::run_on;
  d.address.task = line.name("a task");
  line.place(d.address);
  d.address.delay = line.delay();
  return d;
}

deviation read_fault(line_reader& line) {
  deviation d;
  d.address.kind = deviation_kind::fault;
  line.site(d.address);
  line.keyword("in");
  d.address.task = line.name("a task");
  return d;
}

deviation read_value(line_reader& line) {
  deviation d;
  d.address.kind = deviation_kind::value;
  d.value = line.number<std::uint32_t>("a value");
  line.keyword("of");
  line.site(d.address);
  line.keyword("in");
  d.address.task = line.name("a task");
  return d;
}

class trace_reader {
 public:
  std::variant<trace, trace_error> read(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    while (!text.empty() && !error_) {
      std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++number_;
      read_line(line);
    }
    if (!error_) check_complete();
    if (error_) return *error_;
    return result_;
  }

 private:
  void read_line(std::string_view text) {
    line_reader line(text);
    if (line.at_end() || line.is_comment()) return;
    if (!versioned_)
      read_version(line);
    else
      read_statement(line, line.take_word());
    line.end_of_line();
    if (line.error()) error_ = trace_error{number_, line.error_column(), *line.error()};
  }

  void read_version(line_reader& line) {
    if (!line.looks_at(first_word))
      return line.expected(fmt::format("'{} {}'", first_word, version), "this is no trace file");
    line.keyword(first_word);
    version_ = line.number<std::uint64_t>("a version");
    if (version_ < oldest_version || version_ > version)
      line.refuse(
          fmt::format("expected version {} to {} of the trace format, found version {}; replay it "
                      "with the build that wrote it, or record the trace again",
                      oldest_version, version, version_));
    versioned_ = true;
  }

  // The first version that has the line.
  static std::uint64_t since(std::string_view key) {
    if (key == "run-on") return 5;
    if (key == "input") return 4;
    return key == "tool" || key == "certificate" ? 3 : oldest_version;
  }

  void read_statement(line_reader& line, std::string_view key) {
    run_bounds& bounds = result_.bounds;
    if (version_ < since(key))
      return line.refuse(
          fmt::format("expected no line '{}' in version {} of the format, found one; "
                      "say '{} {}' in the first line",
                      key, version_, first_word, since(key)));
    if (key == "stop") return add(line, read_stop(line, stop_reach::task));
    if (key == "stop-scope") return add(line, read_stop(line, stop_reach::scope));
    if (key == "pick") return add(line, read_pick(line, deviation_kind::pick));
    if (key == "run-on") return add(line, read_run_on(line));
    if (key == "timer") return add(line, read_pick(line, deviation_kind::timer));
    if (key == "fault") return add(line, read_fault(line));
    if (key == "value") return add(line, read_value(line));
    if (!lines_.emplace(std::string(key), number_).second)
      return line.refuse(
          fmt::format("expected '{}' once, found it again: line {} has it; delete one", key,
                      lines_.find(key)->second));
    if (key == "program") {
      result_.program = line.name("a name");
    } else if (key == "input") {
      result_.input = line.name("a text in quotes");
    } else if (key == "finding") {
      read_finding(line, result_.expected);
    } else if (key == "tool") {
      result_.tool = line.name("a name");
    } else if (key == "certificate") {
      result_.certificate = line.name("a text in quotes");
    } else if (key == "modes") {
      read_modes(line, bounds.modes);
    } else if (key == "order") {
      bounds.order = line.one_of("an order (any, fifo)", find_task_order);
    } else if (key == "stops") {
      bounds.stops = line.number<std::uint32_t>("a number of stops");
    } else if (key == "faults") {
      bounds.faults = line.number<std::uint32_t>("a number of faults");
    } else if (key == "timers") {
      bounds.timers = line.number<std::uint32_t>("a number of early timers");
    } else if (key == "steps") {
      bounds.steps = line.number<std::uint64_t>("a number of steps");
    } else {
      line.refuse(fmt::format(
          "expected a keyword (program, input, tool, finding, certificate, modes, "
          "order, stops, faults, "
          "timers, steps, stop, stop-scope, pick, run-on, timer, fault, value), found {}; {}",
          shown(key), correct_it));
    }
  }

  void add(line_reader& line, deviation d) {
    line.second_key(d);
    if (d.move == 0)
      line.refuse(fmt::format("expected a move other than 0, the benign one, found {}; {}", d.move,
                              correct_it));
    if (!choices_.insert(d.number).second)
      line.refuse(fmt::format("expected each choice once, found choice {} again; {}",
                              static_cast<std::uint64_t>(d.number), correct_it));
    result_.deviations.push_back(std::move(d));
  }

  void check_complete() {
    if (!versioned_) {
      error_ = trace_error{std::max(number_, 1U), 1,
                           fmt::format("expected '{} {}', found nothing; this is no trace file",
                                       first_word, version)};
      return;
    }
    for (const std::string_view key :
         {"program", "finding", "modes", "order", "stops", "faults", "timers", "steps"}) {
      // Version 1 knew no early timers.
      if (lines_.contains(key) || (key == "timers" && version_ == 1)) continue;
      error_ = trace_error{
          number_, 1,
          fmt::format("expected a line '{}', found the end of the file; {}", key, correct_it)};
      return;
    }
  }

  trace result_;
  std::optional<trace_error> error_;
  std::map<std::string, std::uint32_t, std::less<>> lines_;
  std::set<choice_number> choices_;
  std::uint32_t number_ = 0;
  std::uint64_t version_ = 0;
  bool versioned_ = false;
};

// The oldest version that can hold it, so that older readers take what they can.
std::uint64_t version_of(const trace& t) {
  const bool runs_on = std::ranges::any_of(
      t.deviations, [](const deviation& d) { return d.address.kind == deviation_kind::run_on; });
  return runs_on ? 5 : t.input.empty() ? 3 : 4;
}

}  // namespace

std::string_view tool_name() { return "cutpoint " CUTPOINT_VERSION; }

std::string format_trace(const trace& t) {
  std::string text;
  const auto to = std::back_inserter(text);
  fmt::format_to(to, "{} {}\n", first_word, version_of(t));
  fmt::format_to(to, "program {}\n", written(t.program));
  if (!t.input.empty()) fmt::format_to(to, "input {}\n", written(t.input));
  if (!t.tool.empty()) fmt::format_to(to, "tool {}\n", written(t.tool));
  fmt::format_to(to, "finding {} | {} | {}\n", cutpoint::name_of(t.expected.by),
                 written(t.expected.subject), written(t.expected.task));
  if (!t.certificate.empty()) fmt::format_to(to, "certificate {}\n", written(t.certificate));
  fmt::format_to(to, "{}\n", modes_line(t.bounds.modes));
  fmt::format_to(to, "order {}\n", name_of(t.bounds.order));
  fmt::format_to(to, "stops {}\nfaults {}\ntimers {}\nsteps {}\n", t.bounds.stops, t.bounds.faults,
                 t.bounds.timers, t.bounds.steps);
  for (const deviation& d : t.deviations) fmt::format_to(to, "{}\n", trace_line(d));
  return text;
}

std::string trace_line(const deviation& d) {
  return fmt::format("{} @{}={}", sentence_of(d), static_cast<std::uint64_t>(d.number), d.move);
}

std::variant<trace, trace_error> parse_trace(std::string_view text) {
  return trace_reader().read(text);
}

}  // namespace cutpoint
