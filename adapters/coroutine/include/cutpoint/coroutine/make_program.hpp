#pragma once

#include <cutpoint/coroutine/spawn.hpp>
#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/program/program.hpp>

#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cutpoint {

/// Returns: the program whose task `main` runs the coroutine `body()`, afresh in each run. `body`
/// lives as long as the program, so it may be a lambda with captures.
template <class Body>
  requires(std::invocable<Body&> && std::same_as<std::invoke_result_t<Body&>, task<void>>)
program make_program(Body body) {
  return program([body = std::move(body)](kernel& run) mutable {
    using main_body = coroutines::spawned<void, std::reference_wrapper<Body>>;
    coroutines::start_main(
        run, std::allocate_shared<main_body>(run_allocator<main_body>(), std::ref(body)));
  });
}

}  // namespace cutpoint
