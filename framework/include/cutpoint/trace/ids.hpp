#pragma once

#include <cstdint>

namespace cutpoint {

/// A task's number in its run, given in spawn order; `main` is 0.
enum class task_id : std::uint32_t {};

/// A choice's number in its run, from 0. Every scheduling point, `choose` and `fault` counts one,
/// also where only one move was possible.
enum class choice_number : std::uint64_t {};

/// The start value of a pseudo-random sequence.
enum class seed : std::uint64_t {};

}  // namespace cutpoint
