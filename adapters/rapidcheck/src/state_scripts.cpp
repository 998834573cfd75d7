#include "state_scripts.hpp"

#include <cutpoint/kernel/contract.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {
namespace {

using call_gen = rc::Gen<state_call_ptr>;

call_gen calls_of(const state_command_source& source) {
  if (const auto* generated = std::any_cast<call_gen>(&source.generator)) return *generated;
  CUTPOINT_REQUIRE(!source.listed.empty(), "a command has at least one argument to be called with");
  return rc::gen::map(rc::gen::inRange(std::size_t{0}, source.listed.size()),
                      [listed = source.listed](std::size_t i) { return listed[i]; });
}

// The length of a container is below its size, whatever the size of what it holds.
template <class T>
rc::Gen<std::vector<T>> at_most(std::uint32_t count, rc::Gen<T> of) {
  return rc::gen::withSize([count, of = std::move(of)](int size) {
    return rc::gen::resize(static_cast<int>(count),
                           rc::gen::container<std::vector<T>>(rc::gen::resize(size, of)));
  });
}

}  // namespace

rc::Gen<state_script> scripts_of(const scripted& machine, const state_options& wanted) {
  CUTPOINT_REQUIRE(!machine.commands().empty(), "a machine has at least one command");
  std::vector<call_gen> commands;
  for (const state_command_source& c : machine.commands()) commands.push_back(calls_of(c));
  const call_gen any_call = rc::gen::join(rc::gen::elementOf(std::move(commands)));
  return rc::gen::map(at_most(wanted.tasks, at_most(wanted.commands, any_call)),
                      [](state_script&& s) {
                        std::erase_if(s, [](const auto& part) { return part.empty(); });
                        return std::move(s);
                      });
}

}  // namespace cutpoint::rapidcheck
