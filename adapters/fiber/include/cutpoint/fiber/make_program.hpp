#pragma once

#include <cutpoint/fiber/factory.hpp>
#include <cutpoint/program/program.hpp>

#include <concepts>
#include <functional>
#include <type_traits>

namespace cutpoint {

/// Returns: the program whose task `main` runs `body` as a fiber, afresh in each run.
template <class Body>
  requires(std::invocable<Body&> && std::is_void_v<std::invoke_result_t<Body&>>)
program make_program(Body body) {
  return program(fiber_factory(), std::function<void()>(std::move(body)));
}

}  // namespace cutpoint
