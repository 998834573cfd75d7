#pragma once

#include <type_traits>

namespace cutpoint::detail {

/// Whether a callable, passed as `Callable&&`, may be a temporary that stands in a `co_await`
/// expression. g++ 12 destroys a lambda there twice, which matters if a capture has a destructor.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
template <class Callable>
inline constexpr bool may_be_temporary =
    std::is_lvalue_reference_v<Callable> || std::is_trivially_destructible_v<Callable>;
#else
template <class Callable>
inline constexpr bool may_be_temporary = true;
#endif

}  // namespace cutpoint::detail
