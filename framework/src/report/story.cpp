#include "story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace cutpoint {
namespace {

std::string labelled(const event_record& e) {
  return e.ordinal > 1 ? fmt::format("{}#{}", e.subject, e.ordinal) : e.subject;
}

std::string resource(const event_record& e) { return fmt::format("{}#{}", e.subject, e.ordinal); }

std::string state_text(const event_record& e, std::string_view in_window) {
  std::string at;
  if (in_window == "before_start")
    at = "before its first step";
  else if (in_window == "parked")
    at = fmt::format("parked on {}", labelled(e));
  else if (in_window == "granted")
    at = fmt::format("granted {}, not run since", labelled(e));
  else if (in_window == "ready")
    at = fmt::format("ready at {}", labelled(e));
  else
    at = e.subject.empty() ? "in cleanup" : fmt::format("in cleanup, at {}", labelled(e));
  return at;
}

std::string end_text(const event_record& e) {
  if (e.detail == "stopped") return "cancelled leaves the task";
  if (e.detail == "dropped") return "is dropped: its frame is destroyed";
  if (e.detail == "error") return "an exception leaves the task";
  return "ends";
}

std::string end_without_a_step(const event_record& e) {
  return e.detail == "dropped" ? "is dropped: its arguments are destroyed, its body never runs"
                               : "ends: its body never runs";
}

// Empty for what goes without saying.
std::string event_text(const event_record& e) {
  switch (e.kind) {
    case event_kind::spawn:
      return fmt::format("spawns {}", e.subject);
    case event_kind::pass:
      return fmt::format("passes {}", labelled(e));
    case event_kind::poll:
      return fmt::format("polls: {}", labelled(e));
    case event_kind::yield:
      return fmt::format("yields: {}", labelled(e));
    case event_kind::park:
      return fmt::format("parks: {}", labelled(e));
    case event_kind::grant:
      return fmt::format("wakes {}", e.subject);
    case event_kind::throws:
      return fmt::format("cancelled thrown at {}", labelled(e));
    case event_kind::callback:
      return "its stop callback runs";
    case event_kind::acknowledge:
      return "acknowledges the stop";
    case event_kind::end:
      return end_text(e);
    case event_kind::acquire:
      return fmt::format("acquires {}", resource(e));
    case event_kind::release:
      return fmt::format("releases {}", resource(e));
    case event_kind::choose:
      return fmt::format("{} gives {}", labelled(e), e.detail);
    case event_kind::violation:
      return fmt::format("!! {}: {}", e.subject, e.detail.substr(0, e.detail.find('\n')));
    case event_kind::stop: {
      const stop_detail stop(e.detail);
      return fmt::format("stops {} ({}), {}", e.task, stop.mode, state_text(e, stop.at));
    }
    case event_kind::take:
    case event_kind::time:
    case event_kind::reorder:
    case event_kind::run_on:
    case event_kind::fault:
      return {};
  }
  return {};
}

std::string outside_text(const event_record& e) {
  switch (e.kind) {
    case event_kind::stop: {
      const stop_detail stop(e.detail);
      if (!stop.by.empty()) return {};
      return fmt::format(">> stop ({}) reaches {}{}{}, {}", stop.mode, e.task,
                         stop.with.empty() ? "" : " with ", stop.with, state_text(e, stop.at));
    }
    case event_kind::time:
      return e.detail.ends_with(" early")
                 ? fmt::format(">> a timer fires early, as on a slow machine: {}",
                               e.detail.substr(0, e.detail.find(' ')))
                 : fmt::format(".. time passes: {}", e.detail);
    case event_kind::reorder:
      return fmt::format(">> {} goes on, before {}", e.subject, e.detail);
    case event_kind::run_on:
      return fmt::format(">> {} runs on until it has to wait, before {}", e.subject, e.detail);
    case event_kind::fault:
      return fmt::format(">> fault: {} fails in {}", labelled(e), e.task);
    default:
      return {};
  }
}

// `payments.cpp:41, 42; pool.cpp:7`
class places {
 public:
  void add(const event_record& e) {
    if (e.line == 0) return;
    std::string_view file = e.file;
    file.remove_prefix(file.find_last_of('/') + 1);
    const auto known = std::ranges::find(files_, file, &file_lines::file);
    auto& lines =
        known != files_.end() ? known->lines : files_.emplace_back(std::string(file)).lines;
    if (std::ranges::find(lines, e.line) == lines.end()) lines.push_back(e.line);
  }

  std::string text() const {
    std::string all;
    for (const file_lines& f : files_) {
      all += fmt::format("{}{}:", all.empty() ? "" : "; ", f.file);
      for (std::size_t i = 0; i < f.lines.size(); ++i)
        all += fmt::format("{}{}", i == 0 ? "" : ", ", f.lines[i]);
    }
    return all;
  }

 private:
  struct file_lines {
    explicit file_lines(std::string f) : file(std::move(f)) {}
    std::string file;
    std::vector<std::uint32_t> lines;
  };
  std::vector<file_lines> files_;
};

class teller {
 public:
  void hear(const event_record& e) {
    note_start(e);
    if (std::string outside = outside_text(e); !outside.empty()) {
      close_row();
      rows_.push_back({{}, {}, std::move(outside), {}});
      return;
    }
    std::string text = e.kind == event_kind::end && unstarted_.contains(e.task)
                           ? end_without_a_step(e)
                           : event_text(e);
    const std::string_view who =
        e.kind == event_kind::stop ? stop_detail(e.detail).by : std::string_view(e.task);
    if (text.empty() || who.empty()) return;
    if (e.step != step_ || who != task_) close_row();
    step_ = e.step;
    task_ = who;
    // What is thrown at the suspension and leaves the task at once is one thing to a reader.
    if (e.kind == event_kind::end && e.detail == "stopped" && last_ == event_kind::throws)
      text_.erase(last_begins_);
    last_ = e.kind;
    last_begins_ = text_.size();
    text_ += text_.empty() ? text : "; " + text;
    if (e.kind != event_kind::stop && e.kind != event_kind::grant) where_.add(e);
  }

  std::vector<story_row> finish() {
    close_row();
    return std::move(rows_);
  }

 private:
  // A task that is stopped before its first step may end without one.
  void note_start(const event_record& e) {
    if (e.kind == event_kind::stop) {
      if (stop_detail(e.detail).at == "before_start") unstarted_.insert(e.task);
    } else if (e.kind != event_kind::end) {
      unstarted_.erase(e.task);
    }
  }

  void close_row() {
    if (!text_.empty())
      rows_.push_back({step_ > 0 ? fmt::format("{}", step_) : std::string(), task_,
                       std::exchange(text_, {}), std::exchange(where_, {}).text()});
    last_ = event_kind::spawn;
  }

  std::vector<story_row> rows_;
  std::set<std::string> unstarted_;
  std::uint64_t step_ = 0;
  std::string task_;
  std::string text_;
  event_kind last_ = event_kind::spawn;  ///< in this row
  std::size_t last_begins_ = 0;
  places where_;
};

// What is far from anything that deviated is left out of long stories.
void shorten(std::vector<story_row>& rows) {
  constexpr std::size_t long_story = 60;
  constexpr std::size_t around = 8;
  if (rows.size() <= long_story) return;
  std::vector<bool> keep(rows.size(), false);
  const auto keep_around = [&](std::size_t middle) {
    const std::size_t first = middle < around ? 0 : middle - around;
    for (std::size_t i = first; i < std::min(rows.size(), middle + around); ++i) keep[i] = true;
  };
  keep_around(0);
  keep_around(rows.size() - 1);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].text.starts_with(">>")) keep_around(i);
  std::vector<story_row> kept;
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!keep[i]) {
      ++left_out;
      continue;
    }
    if (left_out > 0)
      kept.push_back({{}, {}, fmt::format(".. {} rows left out", std::exchange(left_out, 0)), {}});
    kept.push_back(std::move(rows[i]));
  }
  rows = std::move(kept);
}

}  // namespace

std::vector<story_row> tell_story(const explained_finding& f) {
  teller t;
  for (const event_record& e : f.events) t.hear(e);
  std::vector<story_row> rows = t.finish();
  shorten(rows);
  return rows;
}

}  // namespace cutpoint
