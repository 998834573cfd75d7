// A semaphore as a machine: two commands, a model that says what each of them gives, and a law.
// Scripts of these commands run from several tasks, any of which may be stopped anywhere.

#include <cutpoint/fiber.hpp>
#include <cutpoint/state_machine.hpp>

#include <memory>

using namespace cutpoint;

struct permits {
  std::size_t free = 2;
  bool operator==(const permits&) const = default;
};

int main() {
  rapidcheck::state_machine<permits, semaphore> machine(
      [] { return std::make_unique<semaphore>(2U); });
  machine.command(
      "acquire", [](semaphore& s) { await(s.acquire()).detach(); },
      [](permits& p) { return p.free > 0 && p.free-- > 0; });
  machine.command(
      "release", [](semaphore& s) { s.release(); }, [](permits& p) { return ++p.free > 0; });
  machine.law("no permit is lost",
              [](const semaphore& s, const permits& p) { return s.available() == p.free; });
  return rapidcheck::check_machine("semaphore", machine) ? 0 : 1;
}
