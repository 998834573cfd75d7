#pragma once

#include <cstdint>
#include <string>

namespace distributor {

/// A piece of work that the service was given.
struct job {
  std::uint32_t id = 0;
  std::string text;
};

/// What a worker made of the job with the same id.
struct result {
  std::uint32_t id = 0;
  std::string text;
};

}  // namespace distributor
