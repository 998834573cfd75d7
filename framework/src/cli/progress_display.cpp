#include "progress_display.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

namespace cutpoint::cli {
namespace {

using clock = std::chrono::steady_clock;

std::size_t columns_of(std::FILE* terminal) {
  winsize size{};
  if (ioctl(fileno(terminal), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace

progress_display::progress_display(std::FILE* to)
    : to_(to), is_terminal_(isatty(fileno(to)) == 1), test_began_(clock::now()) {}

progress_display::~progress_display() { clear(); }

void progress_display::begin_binary(std::string_view name, std::size_t which, std::size_t count) {
  which_ = count == 1 ? std::string() : fmt::format("[{}/{}] ", which, count);
  const std::string line = fmt::format("{}{}", which_, name);
  if (is_terminal_)
    redraw(line);
  else
    fmt::print(to_, "{}\n", line);
  std::fflush(to_);
}

void progress_display::hear(std::string_view line) {
  const auto p = find_progress(line);
  if (!p) return;
  if (p->name != test_) {
    test_ = p->name;
    test_began_ = clock::now();
  }
  if (p->ended) {
    clear();
    fmt::print(to_, "  {}: {}: {} runs, stopped at {} of {} suspension points{}\n", p->name,
               name_of(*p->ended), p->runs, p->sites_cut, p->sites_reached,
               p->findings == 0 ? "" : fmt::format(", findings: {}", p->findings));
    std::fflush(to_);
    test_.clear();
  } else if (is_terminal_) {
    redraw(in_words(*p));
  }
}

std::string progress_display::in_words(const search_progress& p) {
  const double seconds =
      std::max(0.2, std::chrono::duration<double>(clock::now() - test_began_).count());
  return fmt::format("{}{}: {}, {:.0f} runs/s, stopped at {}/{}, {} s left{}", which_, p.name,
                     name_of(p.phase), static_cast<double>(p.runs) / seconds, p.sites_cut,
                     p.sites_reached,
                     std::chrono::duration_cast<std::chrono::seconds>(p.left).count(),
                     p.findings == 0 ? "" : fmt::format(", findings: {}", p.findings));
}

void progress_display::redraw(const std::string& line) {
  fmt::print(to_, "\r\x1b[K{}", line.substr(0, columns_of(to_) - 1));
  std::fflush(to_);
  drawn_ = true;
}

void progress_display::clear() {
  if (drawn_) fmt::print(to_, "\r\x1b[K");
  drawn_ = false;
}

}  // namespace cutpoint::cli
