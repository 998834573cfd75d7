#pragma once

#include <cutpoint/foreign/flow.hpp>
#include <cutpoint/program/program.hpp>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace cutpoint::foreign {

/// Returns: the program whose task `main` is the flow that `make_main()`, called in each run,
/// gives as a `std::unique_ptr`. `start()` of that flow is called in the name of `main`.
template <class MakeMain>
  requires std::convertible_to<std::invoke_result_t<MakeMain&>, std::unique_ptr<flow>>
program make_program(MakeMain make_main) {
  return program([make_main = std::move(make_main)](kernel& run) mutable {
    detail::start_main(run, make_main());
  });
}

}  // namespace cutpoint::foreign
