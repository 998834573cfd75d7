#include <cutpoint/kernel/ledger.hpp>

#include <cutpoint/kernel/task.hpp>

#include <gtest/gtest.h>

namespace cutpoint {
namespace {

struct Ledger : testing::Test {
  task_control owner;
  task_control other;
  ledger entries;
  entry_id acquire(label kind, ownership owned_by = ownership::task) {
    return entries.acquire(kind, site{}, &owner, owned_by);
  }
};

TEST_F(Ledger, HoldsWhatWasAcquired) {
  const entry_id id = acquire("connection");
  EXPECT_EQ(entries[id].state, entry_state::held);
  EXPECT_EQ(entries[id].owner, &owner);
}

TEST_F(Ledger, NumbersTheEntriesOfAKindFromOne) {
  acquire("connection");
  acquire("lock");
  EXPECT_EQ(entries[acquire("connection")].ordinal, 2U);
  EXPECT_EQ(entries[acquire("lock")].ordinal, 2U);
}

TEST_F(Ledger, TakesAReleaseByTheOwner) {
  const entry_id id = acquire("connection");
  EXPECT_EQ(entries.release(id, &owner), release_fault::none);
  EXPECT_EQ(entries[id].state, entry_state::released);
}

TEST_F(Ledger, SeesASecondRelease) {
  const entry_id id = acquire("connection");
  entries.release(id, &owner);
  EXPECT_EQ(entries.release(id, &owner), release_fault::twice);
}

TEST_F(Ledger, SeesAReleaseByAStrangerAndCarriesItOut) {
  const entry_id id = acquire("connection");
  EXPECT_EQ(entries.release(id, &other), release_fault::not_owner);
  EXPECT_EQ(entries[id].state, entry_state::released);
}

TEST_F(Ledger, LetsAnybodyReleaseWhatTheProgramOwns) {
  const entry_id id = acquire("connection", ownership::program);
  EXPECT_EQ(entries.release(id, &other), release_fault::none);
}

TEST_F(Ledger, LetsTheNewOwnerReleaseWhatWasHandedOver) {
  const entry_id id = acquire("connection");
  entries.hand_over(id, other);
  EXPECT_EQ(entries[id].acquirer, &owner);
  EXPECT_EQ(entries.release(id, &other), release_fault::none);
}

TEST_F(Ledger, MarksWhatOutlivesItsOwner) {
  const entry_id kept = acquire("kept");
  const entry_id released = acquire("released");
  const entry_id of_program = acquire("of_program", ownership::program);
  entries.release(released, &owner);
  entries.owner_ended(owner);
  EXPECT_EQ(entries[kept].state, entry_state::outlived);
  EXPECT_EQ(entries[released].state, entry_state::released);
  EXPECT_EQ(entries[of_program].state, entry_state::held);
}

TEST_F(Ledger, IsEmptyOnceCleared) {
  acquire("connection");
  entries.clear();
  EXPECT_TRUE(entries.entries().empty());
  EXPECT_EQ(entries[acquire("connection")].ordinal, 1U);
}

}  // namespace
}  // namespace cutpoint
