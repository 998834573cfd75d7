#include <cutpoint/trace/trace_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

// The grammar is in framework/docs/trace.md. Each line is read from left to right by a
// `line_reader`, which keeps the first error and from then on reads nothing more; so the code that
// reads a line is written like the line, and looks at the error once, at the end of the line.

namespace cutpoint {

namespace {

constexpr std::string_view first_word = "cutpoint-trace";
constexpr std::uint64_t version = 1;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view again = "correct it, or record the trace again";

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
constexpr bool is_bare(char c) {
  return !is_blank(c) && !is_control(c) && c != '"' && c != '\\' && c != '|';
}

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        if (is_control(c)) {
          fmt::format_to(std::back_inserter(result), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
          result += c;
        }
    }
  }
  return result + '"';
}

std::string written(std::string_view name) {
  const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), is_bare);
  return bare ? std::string(name) : quoted(name);
}

std::string_view name_of(task_order order) { return order == task_order::any ? "any" : "fifo"; }

std::optional<task_order> find_task_order(std::string_view text) {
  for (const task_order order : {task_order::any, task_order::fifo}) {
    if (name_of(order) == text) return order;
  }
  return std::nullopt;
}

// ---- writing

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
      return fmt::format("stop {} {} {}{} +{}", name_of(d.mode), task, name_of(a.at), place_of(a),
                         a.delay);
    case deviation_kind::pick:
    case deviation_kind::timer:
      return fmt::format("{} {} after {}{} +{}", a.kind == deviation_kind::pick ? "pick" : "timer",
                         written(d.picked), task, place_of(a), a.delay);
    case deviation_kind::fault:
      return fmt::format("fault {} in {}", site_of(a), task);
    case deviation_kind::value:
      return fmt::format("value {} of {} in {}", d.value, site_of(a), task);
  }
  return {};
}

// ---- reading

/// The start of `text`, as a message shows it.
std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string result = "'";
  for (const char c : text.substr(0, longest)) result += is_control(c) ? '?' : c;
  return result + (text.size() > longest ? "...'" : "'");
}

class line_reader {
 public:
  explicit line_reader(std::string_view line) : rest_(line) { skip_blanks(); }

  const std::optional<std::string>& error() const { return error_; }
  bool at_end() const { return rest_.empty() || error_.has_value(); }
  bool looks_at(std::string_view text) const { return !error_ && peek() == text; }

  /// Notes that `what` should stand here. Does nothing after the first error.
  void expected(std::string_view what, std::string_view advice = again) {
    if (error_) return;
    error_ = fmt::format("expected {}, found {}; {}", what,
                         rest_.empty() ? "the end of the line" : shown(peek()), advice);
  }
  /// Notes an error that is not about the text that follows.
  void refuse(std::string message) {
    if (!error_) error_ = std::move(message);
  }

  /// Returns: what `find` makes of the next word.
  template <class Find>
  auto one_of(std::string_view what, Find find) {
    const auto result = error_ ? std::nullopt : find(peek());
    if (!result) {
      expected(what);
    } else {
      take(peek().size());
    }
    return result.value_or(typename decltype(result)::value_type{});
  }

  void keyword(std::string_view text) {
    if (!looks_at(text)) return expected(fmt::format("'{}'", text));
    take(text.size());
  }

  void end_of_line(std::string_view advice = again) {
    if (!rest_.empty()) expected("the end of the line", advice);
  }

  template <class Number>
  Number number(std::string_view what) {
    const Number result = digits<Number>(what);
    after_token(what);
    return result;
  }

  /// `+3`
  std::uint32_t delay() {
    constexpr std::string_view what = "a delay as +N";
    sign('+', what);
    return number<std::uint32_t>(what);
  }

  /// `@12=3`
  void second_key(deviation& d) {
    constexpr std::string_view what = "@CHOICE=MOVE";
    sign('@', what);
    d.number = choice_number{digits<std::uint64_t>(what)};
    sign('=', what);
    d.move = number<std::uint32_t>(what);
  }

  std::string name(std::string_view what) {
    std::string result = quoted_or_bare(what);
    if (!error_ && !rest_.empty() && !is_blank(rest_[0]) && rest_[0] != '|') {
      expected(fmt::format("a blank after {}", what), "put names with odd characters in quotes");
    }
    skip_blanks();
    return result;
  }

  /// `db.begin#1`
  void site(choice_address& address) {
    constexpr std::string_view what = "a site as OPERATION#ORDINAL";
    if (!rest_.empty() && rest_[0] == '"') {
      address.operation = quoted_or_bare(what);
    } else {
      const std::size_t mark = peek().rfind('#');
      if (mark == std::string_view::npos || mark == 0) return expected(what);
      line_reader operation(rest_.substr(0, mark));
      address.operation = operation.name(what);
      if (operation.error() || !operation.at_end()) return expected(what);
      rest_.remove_prefix(mark);
    }
    sign('#', what);
    address.ordinal = number<std::uint32_t>(what);
  }

  /// ` at db.begin#1`, where there is one
  void place(choice_address& address) {
    if (!looks_at("at")) return;
    keyword("at");
    site(address);
  }

  /// The text before the next `|`, without the blanks around it.
  std::string_view words_before_bar() {
    std::string_view words = rest_.substr(0, rest_.find('|'));
    while (!words.empty() && is_blank(words.back())) words.remove_suffix(1);
    return words;
  }
  std::string_view take_word() {
    const std::string_view word = peek();
    take(word.size());
    return word;
  }
  void take(std::size_t count) {
    rest_.remove_prefix(count);
    skip_blanks();
  }
  void bar() {
    if (error_ || rest_.empty() || rest_[0] != '|') return expected("'|'");
    take(1);
  }

 private:
  std::string_view peek() const {
    const auto end = std::find_if(rest_.begin(), rest_.end(), is_blank);
    return rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  }
  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_[0])) rest_.remove_prefix(1);
  }
  void after_token(std::string_view what) {
    if (!error_ && !rest_.empty() && !is_blank(rest_[0])) expected(what);
    skip_blanks();
  }
  void sign(char c, std::string_view what) {
    if (error_ || rest_.empty() || rest_[0] != c) return expected(what);
    rest_.remove_prefix(1);
  }

  template <class Number>
  Number digits(std::string_view what) {
    if (error_) return 0;
    Number result = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), result);
    if (code == std::errc::result_out_of_range) {
      expected(fmt::format("{} with a number up to {}", what, std::numeric_limits<Number>::max()));
    } else if (code != std::errc{}) {
      expected(what);
    } else {
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    }
    return result;
  }

  std::string quoted_or_bare(std::string_view what) {
    if (error_) return {};
    if (!rest_.empty() && rest_[0] == '"') return quoted_name();
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_bare);
    std::string result(rest_.begin(), end);
    if (result.empty()) expected(what);
    rest_.remove_prefix(result.size());
    return result;
  }

  std::string quoted_name() {
    std::string result;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_[0] != '"' && !error_) {
      if (rest_[0] == '\\') {
        result += escaped();
      } else {
        result += rest_[0];
        rest_.remove_prefix(1);
      }
    }
    sign('"', "a closing '\"'");
    return result;
  }

  char escaped() {
    constexpr std::string_view letters = "\"\\nrt";
    constexpr std::string_view meanings = "\"\\\n\r\t";
    const char letter = rest_.size() > 1 ? rest_[1] : '\0';
    if (const auto i = letters.find(letter); i != std::string_view::npos) {
      rest_.remove_prefix(2);
      return meanings[i];
    }
    unsigned code = 0x80;
    const std::string_view hex = letter == 'u' ? rest_.substr(2, 4) : std::string_view{};
    const auto end = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16).ptr;
    if (hex.size() != 4 || end != hex.data() + hex.size() || code > 0x7f) {
      expected(R"(an escape (\", \\, \n, \r, \t, \u0000 to \u007f))");
      return '\0';
    }
    rest_.remove_prefix(6);
    return static_cast<char>(code);
  }

  std::string_view rest_;
  std::optional<std::string> error_;
};

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
                          shown(words), again));
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

deviation read_stop(line_reader& line) {
  deviation d;
  d.address.kind = deviation_kind::stop;
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
    if (line.at_end() || text.starts_with('#')) return;
    if (!versioned_)
      read_version(line);
    else
      read_statement(line, line.take_word());
    line.end_of_line();
    if (line.error()) error_ = trace_error{number_, *line.error()};
  }

  void read_version(line_reader& line) {
    if (!line.looks_at(first_word))
      return line.expected(fmt::format("'{} {}'", first_word, version), "this is no trace file");
    line.keyword(first_word);
    const auto found = line.number<std::uint64_t>("a version");
    if (found != version)
      line.refuse(
          fmt::format("this build reads version {} of the trace format, found version {}; "
                      "replay it with the build that wrote it, or record the trace again",
                      version, found));
    versioned_ = true;
  }

  void read_statement(line_reader& line, std::string_view key) {
    run_bounds& bounds = result_.bounds;
    if (key == "stop") return add(line, read_stop(line));
    if (key == "pick") return add(line, read_pick(line, deviation_kind::pick));
    if (key == "timer") return add(line, read_pick(line, deviation_kind::timer));
    if (key == "fault") return add(line, read_fault(line));
    if (key == "value") return add(line, read_value(line));
    if (!lines_.emplace(std::string(key), number_).second)
      return line.refuse(
          fmt::format("expected '{}' once, found it again: line {} has it; delete one", key,
                      lines_.find(key)->second));
    if (key == "program") {
      result_.program = line.name("a name");
    } else if (key == "finding") {
      read_finding(line, result_.expected);
    } else if (key == "modes") {
      read_modes(line, bounds.modes);
    } else if (key == "order") {
      bounds.order = line.one_of("an order (any, fifo)", find_task_order);
    } else if (key == "stops") {
      bounds.stops = line.number<std::uint32_t>("a number of stops");
    } else if (key == "faults") {
      bounds.faults = line.number<std::uint32_t>("a number of faults");
    } else if (key == "steps") {
      bounds.steps = line.number<std::uint64_t>("a number of steps");
    } else {
      line.refuse(
          fmt::format("expected a keyword (program, finding, modes, order, stops, faults, "
                      "steps, stop, pick, timer, fault, value), found {}; {}",
                      shown(key), again));
    }
  }

  void add(line_reader& line, deviation d) {
    line.second_key(d);
    result_.deviations.push_back(std::move(d));
  }

  void check_complete() {
    if (!versioned_) {
      error_ = trace_error{number_, fmt::format("expected '{} {}', found nothing; this is no trace "
                                                "file",
                                                first_word, version)};
      return;
    }
    for (const std::string_view key :
         {"program", "finding", "modes", "order", "stops", "faults", "steps"}) {
      if (lines_.contains(key)) continue;
      error_ = trace_error{
          number_, fmt::format("expected a line '{}', found the end of the file; {}", key, again)};
      return;
    }
  }

  trace result_;
  std::optional<trace_error> error_;
  std::map<std::string, std::uint32_t, std::less<>> lines_;
  std::uint32_t number_ = 0;
  bool versioned_ = false;
};

}  // namespace

std::string format_trace(const trace& t) {
  std::string text;
  const auto to = std::back_inserter(text);
  fmt::format_to(to, "{} {}\n", first_word, version);
  fmt::format_to(to, "program {}\n", written(t.program));
  fmt::format_to(to, "finding {} | {} | {}\n", cutpoint::name_of(t.expected.by),
                 written(t.expected.subject), written(t.expected.task));
  fmt::format_to(to, "{}\n", modes_line(t.bounds.modes));
  fmt::format_to(to, "order {}\n", name_of(t.bounds.order));
  fmt::format_to(to, "stops {}\nfaults {}\nsteps {}\n", t.bounds.stops, t.bounds.faults,
                 t.bounds.steps);
  for (const deviation& d : t.deviations)
    fmt::format_to(to, "{} @{}={}\n", sentence_of(d), static_cast<std::uint64_t>(d.number), d.move);
  return text;
}

std::variant<trace, trace_error> parse_trace(std::string_view text) {
  return trace_reader().read(text);
}

}  // namespace cutpoint
