#pragma once

#include <cstdint>
#include <string>

namespace payments {

/// What a client sends: this payment was made.
struct notification {
  std::string payment;
  std::int64_t cents = 0;
};

/// What the client gets back: the payment is in the books.
struct answer {
  std::string payment;
};

}  // namespace payments
