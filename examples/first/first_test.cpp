#include <cutpoint/fiber.hpp>
#include <cutpoint/gtest.hpp>

#include <stdexcept>

using namespace cutpoint;
using namespace std::chrono_literals;

// What is tested: a handler that takes a connection, calls another service, and gives the connection
// back, also where the call fails. `acquire` and `release` tell Cutpoint who holds what; `await` is
// where the handler can be stopped.
void notify() {
  const entry_id connection = acquire("connection");
  try {
    await(sleep_for(20s, "downstream.call"));
  } catch (const std::exception&) {  // MEND: a stop is no std::exception. Write: catch (...)
    release(connection);
    throw;
  }
  release(connection);
}

// The body is a program: it runs once undisturbed, then once for every way to stop it.
CUTPOINT_TEST(FirstTest, EveryConnectionGoesBack) {
  auto handler = spawn("notify", notify);
  await(handler.join());
}
