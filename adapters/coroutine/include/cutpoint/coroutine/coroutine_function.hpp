#pragma once

#include <cutpoint/coroutine/task.hpp>

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

/// Whether a temporary `Callable` may stand in a `co_await` expression. g++ 12 destroys a lambda
/// there twice, which matters if a capture has a destructor.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
template <class Callable>
inline constexpr bool may_be_temporary =
    std::is_lvalue_reference_v<Callable> || std::is_trivially_destructible_v<Callable>;
#else
template <class Callable>
inline constexpr bool may_be_temporary = true;
#endif

}  // namespace cutpoint::coroutines
