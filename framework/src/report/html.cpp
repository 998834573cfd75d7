#include <cutpoint/report/html.hpp>

#include "page.hpp"

#include <cutpoint/report/json.hpp>

#include <string_view>

namespace cutpoint {
namespace {

// Within a script element only `</script` and `<!--` mean something; JSON may write `<` in another
// way.
std::string inside_script(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      safe += "\\u003c";
    else
      safe += c;
  }
  return safe;
}

}  // namespace

std::string format_html(const run_summary& run) {
  std::string filled;
  std::string_view rest = page::html;
  const auto put = [&](std::string_view mark, std::string_view text) {
    const std::size_t at = rest.find(mark);
    filled += rest.substr(0, at);
    filled += text;
    rest.remove_prefix(at + mark.size());
  };
  put("@STYLE@", page::style);
  put("@REPORT@", inside_script(format_json(run)));
  put("@SCRIPT@", page::lanes);
  filled += page::script;
  filled += rest;
  return filled;
}

}  // namespace cutpoint
