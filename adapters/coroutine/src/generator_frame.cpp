// How generators are resumed and closed. Whoever uses a generator holds the outermost of a chain of
// which each delegates to the next. The innermost, the leaf, is the one that is resumed. Where it
// ends, the one around it is resumed in the same loop, with the error of the leaf if there was one:
// the loop ends when one yields, or when the outermost has ended.
//
// To close a chain is to close one after another, from the leaf outwards: each is cut off the chain
// and run on its own with a generator_exit, or with what the last one threw, so that a yield can
// only be its own doing, or that of one that it has newly delegated to.

#include <cutpoint/coroutine/generator_frame.hpp>

#include "lose.hpp"

#include <cutpoint/coroutine/generator_exit.hpp>
#include <cutpoint/kernel/contract.hpp>
#include <cutpoint/kernel/kernel.hpp>
#include <cutpoint/program/shield.hpp>

#include <optional>
#include <string>

namespace cutpoint::coroutines {
namespace {

bool is_exit(const std::exception_ptr& error) noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const generator_exit&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

void generator_frame::unhandled_exception() noexcept {
  error_ = std::current_exception();
  exited_ = is_exit(error_);
}

void generator_frame::delegate(generator_owner& inner) {
  generator_frame& to = *inner.frame_;
  if (&to == this || to.executing()) throw generator_error("generator already executing");
  inner_ = &to;
}

generator_owner::generator_owner(generator_owner&& other) noexcept
    : frame_(std::exchange(other.frame_, nullptr)) {
  if (frame_ != nullptr) frame_->owner_ = this;
}

generator_owner& generator_owner::operator=(generator_owner&& other) noexcept {
  if (this == &other) return *this;
  close_in_destructor();
  frame_ = std::exchange(other.frame_, nullptr);
  if (frame_ != nullptr) frame_->owner_ = this;
  return *this;
}

generator_owner::~generator_owner() { close_in_destructor(); }

void generator_owner::require_idle() const {
  if (frame_ != nullptr && frame_->executing())
    throw generator_error("generator already executing");
}

void generator_owner::require_fresh() const {
  require_idle();
  if (frame_ == nullptr || frame_->started_)
    throw generator_error("a generator is primed before it has started");
}

void generator_owner::require_started() const {
  require_idle();
  if (frame_ != nullptr && !frame_->started_)
    throw generator_error(
        "a generator that has not started waits for no value: prime() it before the first send()");
}

// The generator may be moved while it runs, so that `this` is looked at no more behind run().
generator_frame* generator_owner::resume(site where) {
  if (frame_ == nullptr) return nullptr;
  generator_frame& root = *frame_;
  root.started_ = root.running_ = true;
  root.resumed_at_ = where;
  const bool yielded = run(root);
  root.running_ = false;
  if (yielded) return root.leaf_;
  const std::exception_ptr error = std::move(root.error_);
  finish(root);
  if (error) std::rethrow_exception(error);
  return nullptr;
}

generator_frame* generator_owner::resume_with(std::exception_ptr error, site where) {
  require_idle();
  CUTPOINT_REQUIRE(error != nullptr, "throw_in wants an exception to throw");
  if (is_exit(error)) {
    close(where.operation, where.where);
    return nullptr;
  }
  if (frame_ == nullptr || !frame_->started_) {
    if (frame_ != nullptr) finish(*frame_);
    std::rethrow_exception(error);
  }
  frame_->leaf_->incoming_ = std::move(error);
  return resume(where);
}

void generator_owner::close(label operation, std::source_location where) {
  require_idle();
  if (frame_ == nullptr) return;
  if (!frame_->started_) {
    finish(*frame_);
    return;
  }
  if (const std::exception_ptr error = exit_chain(*frame_, site(operation, where)))
    std::rethrow_exception(error);
}

void generator_owner::close_in_destructor() noexcept {
  if (frame_ == nullptr) return;
  CUTPOINT_REQUIRE(!frame_->executing(), "a generator is destroyed while it executes");
  generator_frame& root = *frame_;
  if (root.started_) {
    // What a stop would throw here could not leave.
    std::optional<shield> against_stops;
    if (kernel* const run = find_this_kernel(); run != nullptr && run->in_task())
      against_stops.emplace();
    const site last = root.resumed_at_;
    if (const auto error = exit_chain(root, site("generator.destroyed", last.where)))
      lose(error, last);
    if (frame_ == nullptr) return;
  }
  // It refused to go: the frames are destroyed where they stand, from the inside.
  while (root.leaf_ != &root) {
    generator_frame& leaf = *root.leaf_;
    root.leaf_ = std::exchange(leaf.outer_, nullptr);
    finish(leaf);
  }
  finish(root);
}

// Returns: whether one of the chain has yielded; else the outermost has ended.
bool generator_owner::run(generator_frame& root) {
  for (;;) {
    generator_frame& leaf = *root.leaf_;
    leaf.frame_.resume();
    if (leaf.frame_.done()) {
      if (&leaf == &root) return false;
      generator_frame& outer = *std::exchange(leaf.outer_, nullptr);
      outer.incoming_ = std::move(leaf.error_);
      root.leaf_ = &outer;
      finish(leaf);
    } else if (generator_frame* const inner = std::exchange(leaf.inner_, nullptr)) {
      inner->outer_ = &leaf;
      inner->started_ = true;
      root.leaf_ = std::exchange(inner->leaf_, inner);
    } else {
      return true;
    }
  }
}

// Destroys the frame of one that nobody refers to but its owner.
void generator_owner::finish(generator_frame& ended) noexcept {
  ended.owner_->frame_ = nullptr;
  ended.frame_.destroy();
}

// Returns: what closing throws; null where the outermost has ended as it should.
std::exception_ptr generator_owner::exit_chain(generator_frame& root, site where) {
  const std::exception_ptr exit = std::make_exception_ptr(generator_exit());
  root.running_ = true;
  std::exception_ptr error;
  for (;;) {
    generator_frame& closed = *root.leaf_;
    const bool outermost = &closed == &root;
    generator_frame* const outer = std::exchange(closed.outer_, nullptr);
    if (!outermost) {
      root.leaf_ = outer;
      closed.running_ = true;
    }
    closed.incoming_ = error ? std::move(error) : exit;
    const bool yielded = run(closed);
    closed.running_ = false;
    if (yielded)
      error = ignored(*closed.leaf_, where);
    else
      error = closed.exited_ ? nullptr : std::move(closed.error_);
    if (!yielded) finish(closed);
    if (outermost) return error;
  }
}

// Returns: what is thrown for it; null under check, where it is a finding.
std::exception_ptr generator_owner::ignored(const generator_frame& in, site where) {
  kernel* const run = find_this_kernel();
  if (run == nullptr) return std::make_exception_ptr(ignored_generator_exit(in.yielded_at_, where));
  run->violate(oracle::suspended_after_stop, in.yielded_at_.operation,
               "generator ignored GeneratorExit: after " + std::string(where.operation.text()) +
                   " it yields at " + std::string(in.yielded_at_.operation.text()),
               in.yielded_at_);
  return nullptr;
}

}  // namespace cutpoint::coroutines
