#include "raw_jump.hpp"

#include "processor_time.hpp"

namespace cutpoint::bench {
namespace {

constexpr std::size_t stack_size = 16 * 1024;

void jump_back_for_ever(boost::context::detail::transfer_t from) {
  for (;;) from = boost::context::detail::jump_fcontext(from.fctx, nullptr);
}

}  // namespace

jump_partner::jump_partner()
    : stack_(std::make_unique<std::byte[]>(stack_size)),
      partner_(boost::context::detail::make_fcontext(stack_.get() + stack_size, stack_size,
                                                     jump_back_for_ever)) {}

double raw_jump_ns() {
  constexpr int visits = 500'000;
  jump_partner partner;
  partner.visit();
  const double begin = processor_time_ns();
  for (int i = 0; i < visits; ++i) partner.visit();
  return (processor_time_ns() - begin) / (2.0 * visits);
}

}  // namespace cutpoint::bench
