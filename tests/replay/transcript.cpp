#include "replay/transcript.hpp"

#include <algorithm>
#include <cstddef>

namespace cutpoint::replay_suite {
namespace {

void write(std::string& text, const finding& f) {
  text += std::string(name_of(f.identity.by)) + " | " + f.identity.subject + " | " +
          f.identity.task + "\n" + f.message + "\n";
  for (const std::string& note : f.notes) text += "  " + note + "\n";
}

}  // namespace

std::string printed_events(const std::vector<event_record>& events) {
  constexpr std::size_t width = 72;
  std::string text;
  for (const event_record& e : events) {
    std::string line = log_line(e);
    if (e.line > 0) {
      line.resize(std::max(line.size(), width), ' ');
      line += " " + e.file.substr(e.file.find_last_of('/') + 1) + ":" + std::to_string(e.line);
    }
    text += "  " + line + "\n";
  }
  return text;
}

std::string transcript(const explained_finding& f) {
  std::string text = "finding:\n";
  write(text, f.what);
  for (const finding& other : f.others) write(text, other);
  text += "log:\n";
  for (const event_record& e : f.events) text += log_line(e) + "\n";
  return text;
}

}  // namespace cutpoint::replay_suite
