#include "context.hpp"

#include <cxxabi.h>

using boost::context::detail::transfer_t;

namespace cutpoint::fibers {

exception_state& thread_exceptions() {
  return *reinterpret_cast<exception_state*>(abi::__cxa_get_globals());
}

void prepare(context& made, const stack& s, void (*entry)(transfer_t)) {
  made.handle = boost::context::detail::make_fcontext(s.top, s.size(), entry);
  made.exceptions = {};
  made.stack_bottom = s.bottom;
  made.stack_size = s.size();
  made.fake_stack = nullptr;
}

[[gnu::no_sanitize_address]] void arrived(context&, transfer_t from) {
  context& left = *static_cast<context*>(from.data);
  left.handle = from.fctx;
  const void* bottom = nullptr;
  std::size_t size = 0;
  finish_switch(nullptr, &bottom, &size);
  if (left.stack_bottom == nullptr) {
    left.stack_bottom = bottom;
    left.stack_size = size;
  }
}

}  // namespace cutpoint::fibers
