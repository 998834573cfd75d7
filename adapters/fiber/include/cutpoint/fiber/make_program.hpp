#pragma once

#include <cutpoint/fiber/factory.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/program.hpp>
#include <cutpoint/program/spawn.hpp>

#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cutpoint {

/// Returns: the program whose task `main` runs `body` as a fiber, afresh in each run.
template <class Body>
  requires(std::invocable<Body&> && std::is_void_v<std::invoke_result_t<Body&>>)
program make_program(Body body) {
  return program([body = std::move(body)](kernel& run) mutable {
    using main_body = detail::spawned_body<void, std::reference_wrapper<Body>>;
    task_control& main = fiber_factory().make(
        run, std::allocate_shared<main_body>(run_allocator<main_body>(), std::ref(body)));
    run.adopt(main, fiber_factory().ops(), "main", nullptr, {});
  });
}

}  // namespace cutpoint
