#pragma once

#include <cutpoint/coroutine/task.hpp>
#include <cutpoint/program/may_be_temporary.hpp>

#include <concepts>
#include <type_traits>

namespace cutpoint::coroutines {

/// Whether calling `Callable` with `Args` makes a `task<T>`, whose `T` is an object or nothing.
template <class Callable, class... Args>
concept coroutine_function =
    std::invocable<std::remove_reference_t<Callable>&, Args...> && requires {
      typename std::invoke_result_t<std::remove_reference_t<Callable>&, Args...>::value_type;
      requires std::same_as<std::invoke_result_t<std::remove_reference_t<Callable>&, Args...>,
                            task<typename std::invoke_result_t<std::remove_reference_t<Callable>&,
                                                               Args...>::value_type>>;
    };

/// What the task gives that `Callable` makes.
template <class Callable, class... Args>
using value_of =
    typename std::invoke_result_t<std::remove_reference_t<Callable>&, Args...>::value_type;

using detail::may_be_temporary;

}  // namespace cutpoint::coroutines
