#include <cutpoint/kernel/escape.hpp>

#include <cutpoint/kernel/kernel.hpp>

namespace cutpoint {
namespace {

constinit escape_listener* hearer = nullptr;
constinit bool telling = false;  // written by the thread that has a run

}  // namespace

void set_escape_listener(escape_listener* hears) { hearer = hears; }

bool tell_escape(std::string_view call, std::string_view what) {
  const kernel* const run = find_this_kernel();
  if (run == nullptr || !run->in_task() || run->finishing() || telling) return false;
  if (hearer == nullptr) return true;
  telling = true;
  hearer->escaped(*run, call, what);
  telling = false;
  return true;
}

}  // namespace cutpoint
