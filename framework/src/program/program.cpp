#include <cutpoint/program/program.hpp>

#include <utility>

namespace cutpoint {

program::program(std::function<void(kernel&)> starter) : starter_(std::move(starter)) {}

void program::start(kernel& run) const { starter_(run); }

}  // namespace cutpoint
