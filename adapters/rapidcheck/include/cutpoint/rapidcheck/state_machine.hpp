#pragma once

#include <cutpoint/program/program.hpp>
#include <cutpoint/rapidcheck/linearizability.hpp>
#include <cutpoint/rapidcheck/model_call.hpp>
#include <cutpoint/rapidcheck/state_run.hpp>
#include <cutpoint/rapidcheck/state_script.hpp>
#include <cutpoint/trace/label.hpp>

#include <any>
#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace cutpoint::rapidcheck {

/// A command of a machine, as scripts are made of it: all calls, each with another argument; or a
/// generator of them, an `rc::Gen<state_call_ptr>`, where they cannot be listed.
struct state_command_source {
  std::vector<state_call_ptr> listed = {};  ///< commands that are as they are
  std::any generator = {};                  ///< or an rc::Gen that makes them
};

/// What makes programs of scripts.
class scripted {
 public:
  virtual ~scripted() = default;
  /// Returns: the program that runs `script` and judges the run.
  virtual program make(const state_script& script) const = 0;
  /// What may be called.
  const std::vector<state_command_source>& commands() const { return commands_; }

 protected:
  std::vector<state_command_source> commands_;  ///< what may be called
};

namespace detail {

/// Owned by machines and their programs, whatever the types are: so that what is shared is compiled
/// once.
class shared_root {
 public:
  virtual ~shared_root() = default;
};

/// What a machine is, but for its commands.
template <class Model, class Object, class Client>
struct machine_definition final : shared_root {
  machine_definition(std::function<std::unique_ptr<Object>()> make, Model begins)
      : make_object(std::move(make)), initial(std::move(begins)) {}

  struct law {
    label name;
    std::function<bool(const Object&, const Model&)> holds;
  };
  std::function<std::unique_ptr<Object>()> make_object;
  Model initial;
  std::function<void(Model&, caller)> leave = {};
  std::vector<law> laws = {};
  waiting_rule waits = waiting_rule::none_may_go_on;
};

/// A run of a script on an object, judged by a model.
template <class Model, class Object, class Client>
class model_run final : public state_run {
  using definition = machine_definition<Model, Object, Client>;

 public:
  model_run(const definition& of, const state_script& script)
      : state_run(script), of_(&of), object_(of.make_object()) {}

 private:
  void call_all(caller who) override;
  void judge() override;
  bool apply(Model& state, std::uint32_t number) const;
  // One type of predicate, so that the search is compiled once for each machine.
  using end_predicate = std::function<bool(const Model&)>;
  linearization explain(waiting_rule waits, const end_predicate& at_end) const {
    return linearize(
        log().history(), of_->initial,
        [this](Model& state, std::uint32_t number) { return apply(state, number); },
        std::ref(at_end), waits);
  }

  const definition* of_;
  std::unique_ptr<Object> object_;
};

/// The body of a program that runs a script. `Associated` lies in `cutpoint`, so that
/// `make_program` is found there.
template <class Associated>
class script_body {
 public:
  explicit script_body(std::function<void()> runs) : runs_(std::move(runs)) {}
  void operator()() const { runs_(); }

 private:
  std::function<void()> runs_;
};

/// `program`, said in such a way that what is called with it is looked for where the machine is
/// used.
template <class Model>
struct program_made_for {
  using type = program;
};

/// Returns: the same program, whose task `main` is exempt from stops.
program with_unstoppable_main(program p);

}  // namespace detail

/// An async object, the commands that tasks may call on it, and a sequential model that says what
/// each of them gives.
///
/// A run makes an `Object` and lets several tasks call commands on it, each the part of a script.
/// Any of them may be stopped anywhere, which ends its part. Then there has to be an order of all
/// commands, each between its call and its end, in which the model gives the same results; where
/// a stopped command is there or not. Who still waits then must be one whom the model lets wait,
/// and the laws have to hold.
///
/// `Model` is copied and compared (`==`), and small. `Client` is what one task has in hands, made
/// of an `Object&` when the task begins; when it goes, however the task ends, `leave` says what the
/// model makes of it.
template <class Model, class Object, class Client = Object&>
  requires std::copyable<Model> && std::equality_comparable<Model> &&
           std::constructible_from<Client, Object&>
class state_machine final : public scripted {
  using definition = detail::machine_definition<Model, Object, Client>;
  using run_type = detail::model_run<Model, Object, Client>;

 public:
  using client_type = std::remove_reference_t<Client>;  ///< what plays the commands

  /// `make_object` makes what each run has afresh, in its task `main`.
  explicit state_machine(std::function<std::unique_ptr<Object>()> make_object, Model initial = {})
      : root_(std::unique_ptr<detail::shared_root>(
            new definition(std::move(make_object), std::move(initial)))),
        definition_(static_cast<definition*>(root_.get())) {}

  /// Adds a command without an argument.
  ///
  /// `perform(client)` calls it in a task; it may suspend and give a result. `expect(model)`, or
  /// `expect(model, caller)`, says what the model gives, and changes it: a `std::optional` of the
  /// result, empty where the command has to wait; of a command that gives nothing, a `bool`.
  template <class Perform, class Expect>
  void command(std::string name, Perform perform, Expect expect,
               when_stopped stopped = when_stopped::done_or_not) {
    using call = detail::two_sided_call<Model, Client, detail::no_argument, Perform, Expect>;
    commands_.push_back({{std::unique_ptr<const state_call>(
        new call(std::move(name), {}, std::move(perform), std::move(expect), stopped))}});
  }

  /// Adds a command with an argument, one of `arguments`, the simplest first. The callables get it
  /// behind client and model.
  template <class Argument, class Perform, class Expect>
  void command(std::string name, const std::vector<Argument>& arguments, Perform perform,
               Expect expect, when_stopped stopped = when_stopped::done_or_not) {
    state_command_source& added = commands_.emplace_back();
    for (const Argument& a : arguments)
      added.listed.push_back(make_call(name, a, perform, expect, stopped));
  }

  /// Returns: one call, for whoever generates them.
  template <class Argument, class Perform, class Expect>
  static state_call_ptr make_call(const std::string& name, Argument argument, Perform perform,
                                  Expect expect, when_stopped stopped = when_stopped::done_or_not) {
    using call = detail::two_sided_call<Model, Client, Argument, Perform, Expect>;
    std::string text = name + "(" + detail::in_print(argument) + ")";
    return std::unique_ptr<const state_call>(new call(
        std::move(text), std::move(argument), std::move(perform), std::move(expect), stopped));
  }
  /// Adds commands that scripts may call.
  void add(state_command_source source) { commands_.push_back(std::move(source)); }

  /// Says what the model makes of a task that ends and whose `Client` goes.
  void leave(std::function<void(Model&, caller)> does) { definition_->leave = std::move(does); }

  /// Demands that `holds(object, model)` is true at the end, for the object as it is then and the
  /// model as an order of the commands leaves it.
  void law(label name, std::function<bool(const Object&, const Model&)> holds) {
    definition_->laws.push_back({name, std::move(holds)});
  }

  /// Says that tasks stand in line, and that the first one may hold up those behind it, although
  /// the model would let these go on: as where one asks for many permits.
  void waits_in_line() { definition_->waits = waiting_rule::one_may_not_go_on; }

  program make(const state_script& script) const override {
    using body = detail::script_body<typename detail::program_made_for<Model>::type>;
    return detail::with_unstoppable_main(make_program(
        body([root = root_, of = definition_, script] { run_type(*of, script).run(); })));
  }

 private:
  std::shared_ptr<detail::shared_root> root_;
  definition* definition_;
};

}  // namespace cutpoint::rapidcheck

#include <cutpoint/rapidcheck/state_machine.ipp>
