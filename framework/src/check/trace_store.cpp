#include "trace_store.hpp"

#include "file_base.hpp"
#include "write_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace cutpoint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view trace_ending = ".trace";
constexpr std::string_view kept_mark = ".found-";

std::string command_of(const options& wanted) {
  return wanted.replay_command.empty() ? std::string(program_invocation_name)
                                       : wanted.replay_command;
}

bool is_final(std::string_view rest) {
  if (rest.empty()) return true;
  return rest.size() > 1 && rest[0] == '-' &&
         rest.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

// Returns: what stands between `base` and the ending, if the file belongs to `base`.
std::optional<std::string_view> rest_of(std::string_view file, std::string_view base) {
  if (!file.starts_with(base) || !file.ends_with(trace_ending)) return std::nullopt;
  if (file.size() < base.size() + trace_ending.size()) return std::nullopt;
  file.remove_prefix(base.size());
  file.remove_suffix(trace_ending.size());
  return is_final(file) || file.starts_with(kept_mark) ? std::optional(file) : std::nullopt;
}

std::variant<trace, std::string> read_one(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::string("it cannot be read");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  auto parsed = parse_trace(text);
  if (const auto* error = std::get_if<trace_error>(&parsed))
    return fmt::format("line {}, column {}: {}", error->line, error->column, error->message);
  return std::get<trace>(std::move(parsed));
}

std::vector<trace_file> read_folder(const fs::path& folder, const std::string& base,
                                    const std::string& program) {
  std::vector<trace_file> files;
  std::error_code none;
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end;
       entry.increment(none)) {
    if (!rest_of(entry->path().filename().string(), base)) continue;
    auto holds = read_one(entry->path());
    // Two names may give the same file name.
    const auto* const t = std::get_if<trace>(&holds);
    if (t == nullptr || t->program == program)
      files.push_back({.path = entry->path().string(), .holds = std::move(holds)});
  }
  std::ranges::sort(files, {},
                    [](const trace_file& f) { return std::pair(f.path.size(), f.path); });
  return files;
}

// Of committed files the name is free; but what cannot be read is known by its name alone.
std::vector<trace_file> read_corpus(const fs::path& folder, const std::string& program) {
  std::vector<trace_file> files;
  std::error_code none;
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end;
       entry.increment(none)) {
    const std::string name = entry->path().filename().string();
    if (!name.ends_with(trace_ending)) continue;
    auto holds = read_one(entry->path());
    const auto* const t = std::get_if<trace>(&holds);
    const bool is_ours =
        t != nullptr ? t->program == program : rest_of(name, file_base(program)).has_value();
    if (is_ours)
      files.push_back(
          {.path = entry->path().string(), .in_corpus = true, .holds = std::move(holds)});
  }
  std::ranges::sort(files, {}, &trace_file::path);
  return files;
}

// FNV-1a of the parts of the identity. Source: draft-eastlake-fnv.
std::uint64_t number_for(const finding_identity& identity) {
  std::uint64_t number = 0xcbf29ce484222325;
  for (const std::string_view part : {name_of(identity.by), std::string_view(identity.subject),
                                      std::string_view(identity.task)}) {
    for (const char c : part) number = (number ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    number = (number ^ 0xff) * 0x100000001b3;
  }
  return number;
}

std::string as_block(const std::string& lines) {
  std::string text = "    ";
  for (const char c : std::string_view(lines).substr(0, lines.size() - 1)) {
    text += c;
    if (c == '\n') text += "    ";
  }
  return text;
}

std::string certificate_of(const explained_finding& f) {
  if (f.least.looked_for()) return in_words(f.least);
  switch (f.shrunk) {
    case shrink_end::fixpoint:
      return "nothing can be left out";
    case shrink_end::one_minimal:
      return "no single deviation can be left out";
    case shrink_end::budget:
    case shrink_end::not_reproduced:
      break;
  }
  return {};
}

std::string as_comment(std::string_view text) {
  std::string line = "# ";
  for (const char c : text.substr(0, text.find('\n')))
    line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return line + '\n';
}

// The trace, headed by what it is about, in comments.
std::string with_story(const explained_finding& f, const program_input& input) {
  std::string text = format_trace(f.how);
  std::string story =
      as_comment(fmt::format("{}: {}", name_of(f.what.identity.by), f.what.message));
  for (std::string_view rest = input.in_words; !rest.empty();) {
    const std::size_t line = std::min(rest.find('\n'), rest.size());
    story += as_comment(rest.substr(0, line));
    rest.remove_prefix(std::min(line + 1, rest.size()));
  }
  for (const std::string& line : in_words(f.why, f.how)) story += as_comment(line);
  return text.insert(text.find('\n') + 1, story);
}

}  // namespace

std::vector<trace_file> find_trace_files(const options& wanted) {
  std::vector<trace_file> files;
  std::error_code ignored;
  if (!wanted.corpus.empty() && !fs::equivalent(wanted.out, wanted.corpus, ignored))
    files = read_corpus(wanted.corpus, wanted.name);
  if (wanted.out.empty()) return files;
  std::vector<trace_file> left = read_folder(wanted.out, file_base(wanted), wanted.name);
  std::ranges::move(left, std::back_inserter(files));
  return files;
}

trace_store::trace_store(const options& wanted)
    : folder_(wanted.out),
      base_(file_base(wanted)),
      command_(command_of(wanted)),
      input_(wanted.input),
      before_(find_trace_files(wanted)) {
  const auto is_of_another_input = [&](const trace_file& file) {
    const auto* const t = std::get_if<trace>(&file.holds);
    return t != nullptr && t->input != input_.key;
  };
  for (const trace_file& file : before_) {
    const fs::path path = file.path;
    const auto* const t = std::get_if<trace>(&file.holds);
    if (t != nullptr && !file.in_corpus && is_final(*rest_of(path.filename().string(), base_)))
      names_.try_emplace(t->expected, path);
  }
  // The finding of another input is the same finding: the name of its trace is taken over.
  std::erase_if(before_, is_of_another_input);
}

void trace_store::keep(const trace& found) {
  // Not by its final name: the trace there may pass now, and this one is not yet small.
  if (folder_.empty()) return;
  const fs::path path = kept_name(found.expected);
  const bool is_new = std::ranges::find(before_, path.string(), &trace_file::path) == before_.end();
  if (write(path, format_trace(found)) && is_new) kept_.insert(path);
}

void trace_store::settle(explained_finding& f) {
  if (folder_.empty()) return;
  const auto known = names_.find(f.what.identity);
  const fs::path path = known != names_.end() ? known->second : free_name();
  f.how.tool = tool_name();
  f.how.certificate = certificate_of(f);
  if (!write(path, with_story(f, input_))) {
    f.replay_line =
        fmt::format("no file could be written; CUTPOINT_REPLAY takes one that holds\n{}",
                    as_block(format_trace(f.how)));
    return;
  }
  std::error_code ignored;
  fs::remove(kept_name(f.what.identity), ignored);
  kept_.erase(kept_name(f.what.identity));
  names_[f.what.identity] = path;
  f.trace_path = path.string();
  f.replay_line = fmt::format("CUTPOINT_REPLAY={} {}", f.trace_path, command_);
}

void trace_store::clear_kept() {
  // Not where something could not be written: it may be all that is left.
  if (!problem_.empty()) return;
  for (const fs::path& path : std::exchange(kept_, {})) {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
}

bool trace_store::write(const fs::path& path, const std::string& text) {
  const std::string why = write_file(path, text);
  if (why.empty()) return true;
  if (problem_.empty())
    problem_ = fmt::format(
        "traces cannot be written to {}: {}. Make room there, or set CUTPOINT_OUT to a folder that "
        "can be written",
        folder_.string(), why);
  return false;
}

fs::path trace_store::kept_name(const finding_identity& identity) const {
  return folder_ /
         fmt::format("{}{}{:016x}{}", base_, kept_mark, number_for(identity), trace_ending);
}

fs::path trace_store::free_name() const {
  const auto taken = [&](const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored) ||
           std::ranges::any_of(names_, [&](const auto& name) { return name.second == path; });
  };
  fs::path path = folder_ / fmt::format("{}{}", base_, trace_ending);
  for (int number = 2; taken(path); ++number)
    path = folder_ / fmt::format("{}-{}{}", base_, number, trace_ending);
  return path;
}

}  // namespace cutpoint
