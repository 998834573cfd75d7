// Checks the programs of both libraries: the bug of each is found, and its fix passes.

#include "senders/program.hpp"
#include "stealing/program.hpp"

#include <cutpoint/check.hpp>
#include <cutpoint/report/text.hpp>

#include <cstdio>
#include <string>

namespace {

bool passes(const cutpoint::program& checked, const std::string& name, cutpoint::stop_mode mode) {
  const cutpoint::report r = cutpoint::check(checked, {.name = name, .modes = {mode}, .out = ""});
  std::puts(cutpoint::format_text(r).c_str());
  return r.passed();
}

}  // namespace

int main() {
  using cutpoint::stop_mode;
  const bool bug_of_eager = !passes(stealing::program_of(stealing::serve_and_forget),
                                    "serve_and_forget", stop_mode::edge);
  const bool fix_of_eager = passes(stealing::program_of(stealing::serve), "serve", stop_mode::edge);
  const bool bug_of_lazy = !passes(senders::program_of(senders::upload_and_forget),
                                   "upload_and_forget", stop_mode::request);
  const bool fix_of_lazy =
      passes(senders::program_of(senders::upload), "upload", stop_mode::request);
  return bug_of_eager && fix_of_eager && bug_of_lazy && fix_of_lazy ? 0 : 1;
}
