// The pages of a client live in the server until the client has seen the last one. A client that
// goes away half-way leaves them there, suspended at a yield, and with them the connection that
// they hold. Nobody closes them; the next client waits for ever.

#include "session.hpp"

#include <cutpoint/program/yield.hpp>

#include <utility>

namespace generators {

cutpoint::task<void> abandoned_half_way::bug(server& of, int client) {
  cutpoint::permit connection = co_await of.connections.acquire();
  of.open.emplace(client, pages(*of.shown, std::move(connection)));
  while (of.open.at(client).next()) co_await cutpoint::yield("show");
  of.open.erase(client);  // BUG: skipped by whatever leaves earlier
}

}  // namespace generators
