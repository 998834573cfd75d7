#pragma once

#include <cutpoint/rapidcheck/state_machine.hpp>

#include <string>

namespace cutpoint::rapidcheck::detail {

template <class Model, class Object, class Client>
void model_run<Model, Object, Client>::call_all(caller who) {
  leaving left(*this, who);
  Client client(*object_);
  // Goes before the client does.
  struct departure {
    explicit departure(leaving* l) : begins(l) {}
    departure(const departure&) = delete;
    departure& operator=(const departure&) = delete;
    ~departure() {
      if (begins != nullptr) begins->begin();
    }
    leaving* begins;
  };
  const departure here(of_->leave ? &left : nullptr);
  const auto& part = script()[static_cast<std::size_t>(who)];
  for (const state_call_ptr& c : part) {
    if (&c != &part.front()) let_others_go_first();
    const auto& call = static_cast<const model_call<Model, Client>&>(*c);
    called now(*this, who, call);
    try {
      auto given = call.perform(client);
      now.returned(std::move(given.result), std::move(given.shown));
    } catch (const gave_up&) {
      now.gave_up();
      return;
    }
  }
}

template <class Model, class Object, class Client>
bool model_run<Model, Object, Client>::apply(Model& state, std::uint32_t number) const {
  const state_log::entry& what = log()[number];
  const caller who{log().history()[number].task};
  if (what.call == nullptr) {
    of_->leave(state, who);
    return true;
  }
  return static_cast<const model_call<Model, Client>&>(*what.call).expect(state, who, what.result);
}

template <class Model, class Object, class Client>
void model_run<Model, Object, Client>::judge() {
  const auto anything = [](const Model&) { return true; };
  const auto lawful = [this](const Model& state) {
    for (const auto& l : of_->laws)
      if (!l.holds(*object_, state)) return false;
    return true;
  };
  if (explain(of_->waits, lawful).found) return;
  const linearization any_order = explain(waiting_rule::not_asked, anything);
  if (!any_order.found)
    return complain(
        "no order of the commands explains the results; the longest beginning of one: " +
        log().in_words(any_order.order));
  if (!explain(of_->waits, anything).found)
    return complain("somebody waits whom the model lets go on");
  for (const auto& l : of_->laws)
    if (!explain(of_->waits, [&](const Model& state) { return l.holds(*object_, state); }).found)
      return complain("at the end it does not hold that " + std::string(l.name.text()));
  complain("at the end no order of the commands makes all laws hold");
}

}  // namespace cutpoint::rapidcheck::detail
