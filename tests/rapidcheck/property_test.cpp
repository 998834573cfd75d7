#include <cutpoint/fiber.hpp>
#include <cutpoint/rapidcheck.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace cutpoint;
using namespace std::chrono_literals;
namespace crc = cutpoint::rapidcheck;

crc::property_options quietly(std::string name) {
  crc::property_options wanted;
  wanted.search.name = std::move(name);
  wanted.search.out.clear();
  return wanted;
}

TEST(Property, ThatHoldsPasses) {
  const auto inputs = crc::programs_of([](const std::vector<int>& items) {
    channel<int> queue(100);
    for (const int item : items) await(queue.send(item));
    await(yield("pause"));
  });
  const crc::property_report r = crc::check_property(inputs, quietly("Property.ThatHoldsPasses"));
  EXPECT_TRUE(r.passed()) << r.text;
  EXPECT_EQ(r.inputs, 100U);
}

TEST(Property, ThatFailsForLargeInputsHasASmallOne) {
  const auto inputs = crc::programs_of([](const std::vector<int>& items) {
    const entry_id connection = acquire("connection");
    if (items.size() < 3) release(connection);
    await(yield("pause"));
    if (items.size() >= 3) release(connection);
  });
  const crc::property_report r = crc::check_property(inputs, quietly("Property.Leaks"));
  EXPECT_FALSE(r.passed());
  EXPECT_NE(r.text.find("[0, 0, 0]"), std::string::npos) << r.text;
}

}  // namespace
