#include "depot.hpp"

#include <utility>

namespace distributor {

depot::depot(boost::asio::any_io_executor executor, witness& tells, sizes room)
    : inbox(executor, room.inbox),
      hands(executor, 1),
      finished(executor, 1),
      outlet(executor, room.outlet),
      tells_(tells) {}

std::optional<std::uint32_t> depot::offer(std::string text) {
  if (closed_ || !inbox.has_room()) return std::nullopt;
  std::optional<ticket> taken = accept(std::move(text));
  const std::uint32_t id = taken->work().id;
  inbox.try_put(*taken);
  return id;
}

std::optional<ticket> depot::accept(std::string text) {
  if (closed_) return std::nullopt;
  job taken{.id = ++last_id_, .text = std::move(text)};
  tells_.accepted(taken);
  return ticket(*this, std::move(taken));
}

void depot::close() {
  if (std::exchange(closed_, true)) return;
  tells_.closed();
}

void depot::close_books() {
  books_closed_ = true;
  while (hands.try_take()) {
  }
  while (inbox.try_take()) {
  }
  while (finished.try_take()) {
  }
  while (outlet.try_take()) {
  }
}

void depot::came_back(job j) {
  if (books_closed_)
    tells_.handed_back(j);
  else
    inbox.put_back(ticket(*this, std::move(j)));
}

void depot::came_back(result r) {
  if (books_closed_)
    tells_.handed_back(r);
  else
    outlet.put_back(parcel(*this, std::move(r)));
}

parcel::parcel(depot& home, result contents)
    : home_(home.weak_from_this()), contents_(std::move(contents)) {}

parcel& parcel::operator=(parcel&& other) noexcept {
  std::swap(home_, other.home_);
  std::swap(contents_, other.contents_);
  return *this;
}

parcel::~parcel() {
  if (const std::shared_ptr<depot> home = home_.lock()) home->came_back(std::move(contents_));
}

void parcel::delivered() {
  if (const std::shared_ptr<depot> home = home_.lock()) home->tells_.delivered(contents_);
  home_.reset();
}

ticket::ticket(depot& home, job work) : home_(home.weak_from_this()), work_(std::move(work)) {}

ticket& ticket::operator=(ticket&& other) noexcept {
  std::swap(home_, other.home_);
  std::swap(work_, other.work_);
  return *this;
}

ticket::~ticket() {
  if (const std::shared_ptr<depot> home = home_.lock()) home->came_back(std::move(work_));
}

parcel ticket::done(std::string text) {
  const std::shared_ptr<depot> home = home_.lock();
  home_.reset();
  home->tells_.processed(work_);
  return parcel(*home, {.id = work_.id, .text = std::move(text)});
}

job ticket::tear_off() {
  home_.reset();
  return std::move(work_);
}

}  // namespace distributor
