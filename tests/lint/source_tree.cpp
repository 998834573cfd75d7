#include "lint/source_tree.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace cutpoint::lint {
namespace {

enum class literals { keep, blank };

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Walks over C++ text once, copying it with comments, and literals if asked, blanked out.
class blanker {
 public:
  blanker(std::string_view text, literals mode) : text_(text), result_(text), mode_(mode) {}

  std::string run() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//")) {
        blank_until(text_.find('\n', at_));
      } else if (rest.starts_with("/*")) {
        blank_until(end_after("*/", at_ + 2));
      } else if (rest.front() == '"') {
        starts_raw() ? raw_literal() : quoted_literal('"');
      } else if (rest.front() == '\'' && !follows_digit()) {
        quoted_literal('\'');
      } else {
        ++at_;
      }
    }
    return result_;
  }

 private:
  std::size_t end_after(std::string_view mark, std::size_t from) const {
    const std::size_t found = text_.find(mark, from);
    return found == std::string_view::npos ? text_.size() : found + mark.size();
  }

  void blank_until(std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') result_[at_] = ' ';
    }
  }

  void pass_literal(std::size_t end) {
    if (mode_ == literals::blank) {
      blank_until(end);
    } else {
      at_ = std::min(end, text_.size());
    }
  }

  bool starts_raw() const {
    if (at_ == 0 || text_[at_ - 1] != 'R') return false;
    std::size_t start = at_ - 1;
    while (start > 0 && is_word(text_[start - 1])) --start;
    const std::string_view prefix = text_.substr(start, at_ - start);
    return prefix == "R" || prefix == "u8R" || prefix == "uR" || prefix == "UR" || prefix == "LR";
  }

  void raw_literal() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank_until(text_.size());
    const std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    pass_literal(end_after(close, open));
  }

  void quoted_literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2U : 1U;
    }
    pass_literal(end + 1);
  }

  // The apostrophe in 1'000 separates digits.
  bool follows_digit() const {
    std::size_t start = at_;
    while (start > 0 && (is_word(text_[start - 1]) || text_[start - 1] == '\'')) --start;
    return start < at_ && text_[start] >= '0' && text_[start] <= '9';
  }

  std::string_view text_;
  std::string result_;
  literals mode_;
  std::size_t at_ = 0;
};

bool is_hand_written(const std::filesystem::path& path) {
  static constexpr std::array extensions = {".hpp", ".ipp",  ".cpp", ".cmake", ".txt", ".md",
                                            ".in",  ".json", ".sh",  ".trace", ".yml", ""};
  return std::ranges::find(extensions, path.extension().string()) != extensions.end();
}

bool is_left_out(const std::string& folder) {
  return folder == "build" || (folder.starts_with(".") && folder != ".ci");
}

source_file read(const std::filesystem::path& path, std::string name) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::move(name), {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}};
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const complaint& item) {
  out << item.path << ':';
  if (item.line != 0) out << item.line << ':';
  return out << ' ' << item.message;
}

std::vector<source_file> read_source_tree(const std::filesystem::path& root) {
  std::vector<source_file> files;
  auto entry = std::filesystem::recursive_directory_iterator(root);
  for (; entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && is_left_out(entry->path().filename().string())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file() && is_hand_written(entry->path())) {
      std::string name = entry->path().lexically_relative(root).generic_string();
      source_file file = read(entry->path(), std::move(name));
      // Programs have no extension either.
      if (file.text.find('\0') == std::string::npos) files.push_back(std::move(file));
    }
  }
  std::ranges::sort(files, {}, &source_file::path);
  return files;
}

const std::vector<source_file>& the_repository() {
  static const std::vector<source_file> files = read_source_tree(CUTPOINT_SOURCE_DIR);
  return files;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string without_comments(std::string_view text) { return blanker(text, literals::keep).run(); }

std::string without_comments_and_literals(std::string_view text) {
  return blanker(text, literals::blank).run();
}

bool is_cpp(std::string_view path) {
  return path.ends_with(".hpp") || path.ends_with(".ipp") || path.ends_with(".cpp");
}

}  // namespace cutpoint::lint
