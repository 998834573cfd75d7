#pragma once

#include <cutpoint/rapidcheck/case_result.hpp>
#include <cutpoint/rapidcheck/state_machine.hpp>

#include <rapidcheck.h>
#include <rapidcheck/state.h>

#include <any>
#include <memory>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

namespace cutpoint::rapidcheck {

namespace detail {

/// A command that tells what it gives, whatever type that has.
template <class Model, class Sut>
class telling_command : public rc::state::Command<Model, Sut> {
 public:
  struct given {
    std::any result;
    std::string shown;
  };
  virtual given tell(Sut& sut) const = 0;
  virtual bool expects(const Model& s0, const std::any& result) const = 0;
};

}  // namespace detail

/// A command of rapidcheck that several tasks may call at the same time: it tells what it gives
/// instead of asserting it, since nobody knows the state of the model while it runs.
///
/// `apply` and `show` are as ever. Where `checkPreconditions` does not hold the command has to
/// wait, as a `receive` does while nothing is there. `rc::state::check` takes such commands, too.
template <class Model, class Sut, class Result = void>
class state_command : public detail::telling_command<Model, Sut> {
 public:
  /// Calls the command; in a task it may suspend.
  virtual Result perform(Sut& sut) const = 0;
  /// Returns: what it gives in `s0`.
  virtual Result expected(const Model& s0) const = 0;

  /// Performs it, and asserts that the result is what the model expects.
  void run(const Model& s0, Sut& sut) const override { RC_ASSERT(perform(sut) == expected(s0)); }

 private:
  using given = typename detail::telling_command<Model, Sut>::given;
  given tell(Sut& sut) const override {
    Result result = perform(sut);
    std::string shown = rc::toString(result);
    return {std::any(std::move(result)), std::move(shown)};
  }
  bool expects(const Model& s0, const std::any& result) const override {
    const auto* const gave = std::any_cast<Result>(&result);
    return gave == nullptr || *gave == expected(s0);
  }
};

/// The same for a command that gives nothing.
template <class Model, class Sut>
class state_command<Model, Sut, void> : public detail::telling_command<Model, Sut> {
 public:
  virtual void perform(Sut& sut) const = 0;  ///< Does it.

  /// Performs it; there is no result to compare.
  void run(const Model&, Sut& sut) const override { perform(sut); }

 private:
  using given = typename detail::telling_command<Model, Sut>::given;
  given tell(Sut& sut) const override {
    perform(sut);
    return {};
  }
  bool expects(const Model&, const std::any&) const override { return true; }
};

namespace detail {

template <class Model, class Client>
class rapidcheck_call final : public model_call<Model, Client> {
  using base = model_call<Model, Client>;
  using client_type = typename base::client_type;
  using command = rc::state::Command<Model, client_type>;
  using telling = telling_command<Model, client_type>;

 public:
  rapidcheck_call(std::shared_ptr<const command> calls, Model initial, when_stopped stopped)
      : base(text_of(*calls), stopped),
        command_(std::move(calls)),
        telling_(dynamic_cast<const telling*>(command_.get())),
        initial_(std::move(initial)) {}

  typename base::given perform(client_type& on) const override {
    try {
      if (telling_ != nullptr) {
        auto told = telling_->tell(on);
        return {std::move(told.result), std::move(told.shown)};
      }
      command_->run(initial_, on);
    } catch (const rc::detail::CaseResult& thrown) {
      take_case_result(thrown);
    }
    return {};
  }
  bool expect(Model& state, caller, const std::any& result) const override {
    if (!rc::state::isValidCommand(*command_, std::as_const(state))) return false;
    if (telling_ != nullptr && !telling_->expects(state, result)) return false;
    command_->apply(state);
    return true;
  }

 private:
  static std::string text_of(const command& c) {
    std::ostringstream text;
    c.show(text);
    return std::move(text).str();
  }

  std::shared_ptr<const command> command_;
  const telling* telling_;
  Model initial_;
};

}  // namespace detail

/// Adds the commands that `commands` generates, such as
/// `rc::state::gen::execOneOf<push, pop>()(model{})`: `state_command`s, or any other, whose `run`
/// gets `initial` and then has to assert only what holds in whatever state it is called.
template <class Model, class Object, class Client>
void add_commands(state_machine<Model, Object, Client>& to,
                  rc::Gen<std::shared_ptr<const rc::state::Command<
                      Model, typename state_machine<Model, Object, Client>::client_type>>>
                      commands,
                  const Model& initial = {}, when_stopped stopped = when_stopped::done_or_not) {
  using command = rc::state::Command<Model, std::remove_reference_t<Client>>;
  using call = detail::rapidcheck_call<Model, Client>;
  rc::Gen<state_call_ptr> calls =
      rc::gen::map(std::move(commands),
                   [initial, stopped](const std::shared_ptr<const command>& c) -> state_call_ptr {
                     return std::make_shared<call>(c, initial, stopped);
                   });
  to.add({.listed = {}, .generator = std::move(calls)});
}

/// Adds a command whose arguments rapidcheck generates; else as `state_machine::command`.
template <class Model, class Object, class Client, class Argument, class Perform, class Expect>
void add_command(state_machine<Model, Object, Client>& to, const std::string& name,
                 rc::Gen<Argument> arguments, Perform perform, Expect expect,
                 when_stopped stopped = when_stopped::done_or_not) {
  rc::Gen<state_call_ptr> calls =
      rc::gen::map(std::move(arguments), [name, perform, expect, stopped](const Argument& a) {
        return state_machine<Model, Object, Client>::make_call(name, a, perform, expect, stopped);
      });
  to.add({.listed = {}, .generator = std::move(calls)});
}

}  // namespace cutpoint::rapidcheck
