#include <cutpoint/trace/label.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace cutpoint {
namespace {

TEST(Label, IsEmptyByDefault) {
  EXPECT_TRUE(label().empty());
  EXPECT_EQ(label().text(), "");
}

TEST(Label, IsNotEmptyWithAText) { EXPECT_FALSE(label("pool.lock").empty()); }

TEST(Label, TakesALiteralWhileCompiling) {
  static constexpr label pool = "pool.lock";
  static_assert(pool.text() == "pool.lock");
}

TEST(Label, TakesALiteralWithoutACopy) {
  static constexpr char literal[] = "pool.lock";
  static constexpr label pool = literal;
  EXPECT_EQ(pool.text().data(), literal);
}

TEST(Label, OutlivesTheTextItWasMadeOf) {
  label made;
  {
    std::string text = "connection of the first customer";
    made = text;
    text.assign(text.size(), 'x');
  }
  EXPECT_EQ(made.text(), "connection of the first customer");
}

TEST(Label, KeepsABlankAQuoteAndANul) {
  const std::string odd("a \"b\"\0c", 7);
  EXPECT_EQ(label(odd).text(), odd);
}

TEST(Label, OfALiteralEqualsTheSameTextInterned) {
  EXPECT_EQ(label("pool.lock"), label(std::string("pool.lock")));
}

TEST(Label, DiffersFromAnotherText) {
  EXPECT_NE(label("pool.lock"), label(std::string("pool.lock2")));
}

TEST(Label, IsOrderedByContent) {
  const label later(std::string("a2"));
  const label earlier(std::string("a1"));
  EXPECT_LT(earlier, later);
}

TEST(Intern, GivesEqualTextsOneCopy) {
  const std::string once = "shared";
  const std::string again = "shared";
  EXPECT_EQ(intern(once).data(), intern(again).data());
}

TEST(Intern, KeepsACopyOfItsOwn) {
  const std::string text = "a text of a caller";
  EXPECT_NE(intern(text).data(), text.data());
}

TEST(Intern, KeepsItsCopiesWhereTheyAreWhileOthersAreAdded) {
  const std::string_view first = intern(std::string("the first"));
  const char* const place = first.data();
  for (int i = 0; i < 1000; ++i) intern("another " + std::to_string(i));
  EXPECT_EQ(intern("the first").data(), place);
  EXPECT_EQ(first, "the first");
}

TEST(Intern, GivesAllThreadsTheSameCopy) {
  constexpr std::size_t texts = 200;
  std::vector<std::vector<const char*>> copies(4);
  std::vector<std::thread> threads;
  for (auto& of_one : copies) {
    threads.emplace_back([&of_one] {
      for (std::size_t i = 0; i < texts; ++i)
        of_one.push_back(intern("of all threads " + std::to_string(i)).data());
    });
  }
  for (std::thread& one : threads) one.join();
  for (const auto& of_one : copies) EXPECT_EQ(of_one, copies.front());
}

}  // namespace
}  // namespace cutpoint
