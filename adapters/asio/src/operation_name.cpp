// Labels out of the names of types: `boost::asio::basic_waitable_timer<std::chrono::_V2::
// steady_clock, ...>::initiate_async_wait` begins `steady_timer.async_wait`.

#include <cutpoint/asio/spawned_task.hpp>

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::asio::detail {
namespace {

std::string demangled(const char* name) {
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name, nullptr, nullptr, nullptr), &std::free);
  return text != nullptr ? text.get() : name;
}

// The parts of `a::b<c::d>::e(f)`, without what stands in brackets.
std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '<' || c == '(' || c == '{') ++depth;
    if (depth == 0 && c == ':') {
      if (i + 1 < name.size() && name[i + 1] == ':') parts.emplace_back(), ++i;
    } else if (depth == 0 && name.substr(i).starts_with(" const::")) {
      i += 5;
    } else if (depth == 0 && c == ' ') {
      parts.assign(1, "");  // what came was what a function returns
    } else if (depth == 0) {
      parts.back() += c;
    }
    if (c == '>' || c == ')' || c == '}') --depth;
  }
  std::erase(parts, "");
  return parts;
}

std::string_view without(std::string_view prefix, std::string_view text) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::string_view up_to(std::string_view end, std::string_view text) {
  return text.substr(0, text.find(end));
}

std::string object_of(std::string_view type, std::string_view whole) {
  if (type == "basic_waitable_timer")
    return whole.find("::system_clock") != std::string_view::npos ? "system_timer" : "steady_timer";
  return std::string(without("basic_", type));
}

// Tokens that adapt a result, as as_tuple, wrap what begins the operation.
std::string_view unwrapped(std::string_view name) {
  constexpr std::string_view wrapper = "init_wrapper<";
  const std::size_t at = name.rfind(wrapper);
  if (at == std::string_view::npos || !name.ends_with('>')) return name;
  name.remove_prefix(at + wrapper.size());
  name.remove_suffix(1);
  return name;
}

bool is_space(std::string_view part) {
  return part == "boost" || part == "asio" || part == "beast" || part == "experimental" ||
         part == "detail" || part == "impl";
}

}  // namespace

label operation_name(const std::type_info& initiation) {
  const std::string text = demangled(initiation.name());
  const std::string_view whole = unwrapped(text);
  const std::vector<std::string> parts = parts_of(whole);
  if (parts.empty()) return "operation";
  // A part that is no more than brackets was a lambda: what is named is where it stands.
  const std::string_view last = up_to("_with_executor", without("initiate_", parts.back()));
  const std::string operation(last == "run_read_msg_op"    ? "async_read"
                              : last == "run_write_msg_op" ? "async_write"
                                                           : last);
  if (parts.size() < 2 || is_space(parts[parts.size() - 2])) {
    for (const std::string_view composed : {"async_read_until", "async_read_at", "async_read",
                                            "async_write_at", "async_write", "async_connect"})
      if (operation.starts_with(composed)) return std::string(composed);
    return operation;
  }
  return object_of(parts[parts.size() - 2], whole) + "." + operation;
}

}  // namespace cutpoint::asio::detail
