#include <cutpoint/rapidcheck/state_script.hpp>

#include "state_columns.hpp"

#include <algorithm>
#include <numeric>

namespace cutpoint::rapidcheck {

script_size size_of(const state_script& s) {
  script_size size;
  for (const auto& part : s) {
    size.commands += part.size();
    size.tasks += part.empty() ? 0 : 1;
  }
  return size;
}

std::string line_of(const state_script& s) {
  std::string line;
  for (std::size_t t = 0; t < s.size(); ++t) {
    if (t > 0) line += " | ";
    for (std::size_t i = 0; i < s[t].size(); ++i) line += (i > 0 ? ", " : "") + s[t][i]->text();
  }
  return line;
}

std::optional<state_script> script_of(std::string_view line,
                                      std::span<const state_call_ptr> alphabet) {
  const auto take = [&line](std::string_view text) {
    if (!line.starts_with(text)) return false;
    line.remove_prefix(text.size());
    return true;
  };
  state_script made(1);
  for (;;) {
    // The text of one call may begin with that of another.
    const state_call_ptr* longest = nullptr;
    for (const state_call_ptr& c : alphabet)
      if (line.starts_with(c->text()) &&
          (longest == nullptr || c->text().size() > (*longest)->text().size()))
        longest = &c;
    if (longest == nullptr) return std::nullopt;
    take((*longest)->text());
    made.back().push_back(*longest);
    if (line.empty()) return made;
    if (take(" | "))
      made.emplace_back();
    else if (!take(", "))
      return std::nullopt;
  }
}

std::string columns_of(const state_script& s) {
  state_columns columns(s.size());
  const auto longer = [](const auto& a, const auto& b) { return a.size() < b.size(); };
  const std::size_t rows = s.empty() ? 0 : std::ranges::max_element(s, longer)->size();
  for (std::size_t row = 0; row < rows; ++row) {
    columns.add_row();
    for (std::size_t t = 0; t < s.size(); ++t)
      if (row < s[t].size()) columns.write(t, s[t][row]->text());
  }
  return columns.text();
}

std::string name_of(caller c) {
  const auto number = static_cast<std::uint32_t>(c);
  const auto letter = static_cast<char>('A' + number % 26);
  return number < 26 ? std::string(1, letter) : letter + std::to_string(number / 26);
}

scripts_of_size::scripts_of_size(std::span<const state_call_ptr> alphabet, script_size wanted)
    : alphabet_(alphabet), lengths_(wanted.tasks, 1), letters_(wanted.commands, 0) {
  if (wanted.tasks == 0 || wanted.commands < wanted.tasks || alphabet.empty())
    lengths_.clear();
  else
    lengths_.front() += wanted.commands - wanted.tasks;
}

bool scripts_of_size::next() {
  if (lengths_.empty()) return false;
  if (!begun_) return begun_ = true;
  for (std::size_t at = letters_.size(); at-- > 0; letters_[at] = 0)
    if (++letters_[at] < alphabet_.size()) return true;
  return next_lengths();
}

// The next division into positive parts, the first part long at first.
bool scripts_of_size::next_lengths() {
  const std::size_t last = lengths_.size() - 1;
  for (std::size_t at = last; at-- > 0;) {
    if (lengths_[at] == 1) continue;
    --lengths_[at];
    const std::size_t behind = std::accumulate(
        lengths_.begin() + static_cast<std::ptrdiff_t>(at) + 1, lengths_.end(), std::size_t{1});
    std::fill(lengths_.begin() + static_cast<std::ptrdiff_t>(at) + 1, lengths_.end(),
              std::size_t{1});
    lengths_[at + 1] = behind - (last - at - 1);
    return true;
  }
  return false;
}

state_script scripts_of_size::script() const {
  state_script made;
  std::size_t at = 0;
  for (const std::size_t length : lengths_) {
    auto& part = made.emplace_back();
    for (std::size_t i = 0; i < length; ++i) part.push_back(alphabet_[letters_[at++]]);
  }
  return made;
}

}  // namespace cutpoint::rapidcheck
