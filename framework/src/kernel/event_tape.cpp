#include <cutpoint/kernel/event_tape.hpp>

#include <cutpoint/kernel/task.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <source_location>
#include <string>
#include <utility>

namespace cutpoint {
namespace {

constexpr const char* names_of_ends[] = {"value", "error", "stopped", "dropped"};

}  // namespace

// Walks over the words once, and knows the tasks that were spawned so far.
class event_tape::reader {
 public:
  explicit reader(const event_tape& tape) : tape_(tape), at_(tape.words_.get()) {}

  bool done() const { return at_ == tape_.next_; }

  // A note tells of one event, or of a turn, or of a yield and the turn behind it, or of a place.
  void read_into(std::vector<event_record>& all) {
    const std::uint64_t head = take();
    const std::uint64_t step = head >> 32;
    const auto kind = static_cast<event_kind>(head & 0x7f);
    if (kind == kept_event) {
      all.push_back(tape_.kept_[take()]);
    } else if (kind == place) {
      // It comes to this one with its next suspension.
      suspension& next = suspension_of(task_at(head, 8, 24));
      next = take_suspension();
      --next.ordinal;
    } else if ((head & turn) == 0) {
      all.push_back(read(kind, task_at(head, 8, 24), step));
    } else {
      if (kind == event_kind::yield) all.push_back(read(kind, task_at(head, 8, 8), step));
      read_turn(task_at(head, 24, 8), task_at(head, 16, 8), step, all);
    }
  }

 private:
  static task_id task_at(std::uint64_t head, int shift, int bits) {
    return static_cast<task_id>((head >> shift) & ((std::uint64_t{1} << bits) - 1));
  }

  void read_turn(task_id picked, task_id first, std::uint64_t step,
                 std::vector<event_record>& all) {
    if (picked != first) {
      event_record& e = all.emplace_back();
      e.kind = event_kind::reorder;
      e.step = step;
      e.detail = path(first);
      e.subject = path(picked);
    }
    all.push_back(read(event_kind::take, picked, step + 1));
  }

  event_record read(event_kind kind, task_id who, std::uint64_t step) {
    event_record e;
    e.kind = kind;
    e.step = step;
    switch (kind) {
      case event_kind::take:
        tell(e, who, suspension_of(who));
        break;
      case event_kind::reorder:
        e.detail = path(who);
        e.subject = path(take_id());
        break;
      case event_kind::grant:
        e.task = path(who);
        e.subject = path(take_id());
        set_place(e, take_suspension());
        break;
      case event_kind::spawn: {
        e.task = path(who);
        const task_id parent = take_id();
        const suspension name = take_suspension();
        e.subject = add_task(parent, name.operation);
        set_place(e, name);
        break;
      }
      case event_kind::end:
        e.task = path(who);
        e.detail = names_of_ends[take()];
        break;
      default:
        ++suspension_of(who).ordinal;
        tell(e, who, suspension_of(who));
        break;
    }
    return e;
  }

  struct suspension {
    std::source_location where;
    std::string_view operation;
    std::uint32_t ordinal = 0;
  };
  struct known_task {
    task_id parent;
    std::string_view name;
    std::string path;
  };

  std::uint64_t take() { return *at_++; }
  task_id take_id() { return task_id{static_cast<std::uint32_t>(take())}; }

  suspension take_suspension() {
    suspension s;
    s.operation = {reinterpret_cast<const char*>(static_cast<std::uintptr_t>(at_[0])),
                   at_[1] & 0xffffffff};
    s.ordinal = static_cast<std::uint32_t>(at_[1] >> 32);
    std::memcpy(static_cast<void*>(&s.where), at_ + 2, sizeof s.where);
    at_ += 3;
    return s;
  }

  suspension& suspension_of(task_id t) { return suspensions_[static_cast<std::size_t>(t)]; }

  std::string path(task_id t) const {
    if (t == nobody) return {};
    if (t == stop_task) return "!stop";
    return tasks_[static_cast<std::size_t>(t)].path;
  }

  std::string add_task(task_id parent, std::string_view name) {
    std::string made(name);
    if (parent != nobody) {
      const auto same = std::ranges::count_if(
          tasks_, [&](const known_task& t) { return t.parent == parent && t.name == name; });
      made = fmt::format("{}/{}", path(parent), name);
      if (same > 0) made += fmt::format("#{}", same + 1);
    }
    tasks_.push_back({parent, name, made});
    suspensions_.emplace_back();
    return made;
  }

  void tell(event_record& e, task_id who, const suspension& s) const {
    e.task = path(who);
    e.subject = s.operation;
    e.ordinal = s.ordinal;
    set_place(e, s);
  }

  static void set_place(event_record& e, const suspension& s) {
    e.file = s.where.file_name();
    e.line = s.where.line();
  }

  const event_tape& tape_;
  const std::uint64_t* at_;
  std::vector<known_task> tasks_;
  std::vector<suspension> suspensions_;  // the last one of each task
};

void event_tape::clear() {
  next_ = words_.get();
  behind_yield_ = nullptr;
  kept_.clear();
  if (next_ == nullptr) grow();
}

void event_tape::grants(task_id by, task_id to, std::uint64_t step, const site& where) {
  next_[0] = head(event_kind::grant, by, step);
  next_[1] = static_cast<std::uint32_t>(to);
  put(next_ + 2, where);
  wrote(5);
}

void event_tape::spawns(task_id by, task_id parent, std::uint64_t step, label name,
                        const site& where) {
  next_[0] = head(event_kind::spawn, by, step);
  next_[1] = static_cast<std::uint32_t>(parent);
  put(next_ + 2, site(name, where.where));
  wrote(5);
}

void event_tape::ends(task_id t, std::uint64_t step, task_end how) {
  next_[0] = head(event_kind::end, t, step);
  next_[1] = static_cast<std::uint64_t>(how);
  wrote(2);
}

void event_tape::keep(event_record e) {
  if (next_ == nullptr) grow();  // it stands alone, without a run
  next_[0] = head(kept_event, nobody, 0);
  next_[1] = kept_.size();
  wrote(2);
  kept_.push_back(std::move(e));
}

std::vector<event_record> event_tape::events() const {
  std::vector<event_record> all;
  for (reader from(*this); !from.done();) from.read_into(all);
  return all;
}

void event_tape::grow() {
  const std::size_t used = static_cast<std::size_t>(next_ - words_.get());
  const std::size_t size = std::max<std::size_t>(1024, 2 * used);
  auto more = std::make_unique<std::uint64_t[]>(size);
  std::copy_n(words_.get(), used, more.get());
  words_ = std::move(more);
  next_ = words_.get() + used;
  last_ = words_.get() + size - longest;
  behind_yield_ = nullptr;
}

}  // namespace cutpoint
