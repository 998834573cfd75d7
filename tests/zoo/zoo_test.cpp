// The exhibits as GoogleTest tests, for `cutpoint run`: Buggy.CB01, Fixed.CB01 and so on.

#include "zoo/exhibit.hpp"

#include <cutpoint/gtest/check_test.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using cutpoint::zoo::exhibit;

class variant_test : public ::testing::Test {
 public:
  variant_test(const exhibit& of, const cutpoint::program& variant) : of_(of), variant_(variant) {}
  void TestBody() override {
    cutpoint::gtest::check_test(variant_, cutpoint::gtest::for_current_test(of_.declares));
  }

 private:
  const exhibit& of_;
  const cutpoint::program& variant_;
};

void add(const char* suite, const exhibit& of, const cutpoint::program& variant) {
  ::testing::RegisterTest(suite, std::string(of.id).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&of, &variant]() -> ::testing::Test* {
                            return new variant_test(of, variant);
                          });
}

}  // namespace

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (const exhibit& e : cutpoint::zoo::exhibits()) {
    add("Buggy", e, e.buggy);
    add("Fixed", e, e.fixed);
  }
  return RUN_ALL_TESTS();
}
