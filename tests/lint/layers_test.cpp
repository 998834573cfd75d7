#include "lint/layers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace cutpoint::lint {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view small_rules =
    "# a comment\n"
    "trace: -\n"
    "kernel: trace\n"
    "check: trace kernel\n"
    "adapters/fiber: trace kernel\n"
    "adapters/gtest: trace kernel check\n";

std::vector<complaint> check_one(std::string path, std::string text) {
  return check_layers(parse_layers(small_rules), {{std::move(path), std::move(text)}});
}

layer_rules rules_of_the_repository() {
  for (const source_file& file : the_repository()) {
    if (file.path == "framework/LAYERS") return parse_layers(file.text);
  }
  return {};
}

TEST(Layers, OfTheRepositoryAreWellFormed) {
  const layer_rules rules = rules_of_the_repository();
  EXPECT_FALSE(rules.allowed.empty());
  EXPECT_THAT(rules.complaints, IsEmpty());
  EXPECT_THAT(find_cycle(rules), IsEmpty());
}

TEST(Layers, OfTheRepositoryAreKept) {
  EXPECT_THAT(check_layers(rules_of_the_repository(), the_repository()), IsEmpty());
}

TEST(Layers, OfTheRepositoryIncludeNoForeignLibrary) {
  EXPECT_THAT(check_third_party(the_repository()), IsEmpty());
}

TEST(LayerRules, ReadNamesAndSkipComments) {
  const layer_rules rules = parse_layers("# why\n\nkernel: trace\ntrace: -\n");
  EXPECT_THAT(rules.complaints, IsEmpty());
  EXPECT_THAT(rules.allowed, SizeIs(2));
  EXPECT_THAT(rules.allowed.at("kernel"), ElementsAre("trace"));
  EXPECT_THAT(rules.allowed.at("trace"), IsEmpty());
}

TEST(LayerRules, ComplainAboutUnreadableLines) {
  EXPECT_THAT(parse_layers("trace -\n").complaints, SizeIs(1));
  EXPECT_THAT(parse_layers("trace: -\ntrace: -\n").complaints, SizeIs(1));
}

TEST(LayerRules, ComplainAboutUnknownNames) {
  const auto complaints = parse_layers("kernel: trace\n").complaints;
  ASSERT_THAT(complaints, SizeIs(1));
  EXPECT_EQ(complaints[0].message, "kernel -> trace: no such layer");
}

TEST(LayerRules, LetNothingIncludeAnAdapter) {
  EXPECT_THAT(parse_layers("adapters/fiber: -\nadapters/gtest: adapters/fiber\n").complaints,
              SizeIs(1));
  EXPECT_THAT(parse_layers("adapters/fiber: -\nkernel: adapters/fiber\n").complaints, SizeIs(1));
  EXPECT_THAT(parse_layers("adapters/foreign: -\nkernel: adapters/foreign\n").complaints,
              SizeIs(1));
}

TEST(LayerRules, LetAGlueStandOnTheSeam) {
  EXPECT_THAT(parse_layers("adapters/foreign: -\nadapters/qcoro: adapters/foreign\n").complaints,
              IsEmpty());
}

TEST(FindCycle, NamesTheLayersInIt) {
  EXPECT_THAT(find_cycle(parse_layers("a: b\nb: c\nc: d\nd: b\n")),
              ElementsAre("b", "c", "d", "b"));
  EXPECT_THAT(find_cycle(parse_layers("a: a\n")), ElementsAre("a", "a"));
}

TEST(FindCycle, AcceptsALayerReachedTwice) {
  EXPECT_THAT(find_cycle(parse_layers("a: b c\nb: d\nc: d\nd: -\n")), IsEmpty());
}

TEST(CheckLayers, AcceptsAllowedEdges) {
  const std::string text =
      "#include <cutpoint/kernel/task.hpp>\n#include <cutpoint/trace/site.hpp>\n#include <map>\n";
  EXPECT_THAT(check_one("framework/src/kernel/task.cpp", text), IsEmpty());
  EXPECT_THAT(check_one("framework/include/cutpoint/check/check.hpp", text), IsEmpty());
  EXPECT_THAT(check_one("adapters/fiber/src/fiber/stack.cpp", text), IsEmpty());
}

TEST(CheckLayers, NamesPlaceEdgeAndWhatIsAllowed) {
  const auto found = check_one("framework/include/cutpoint/kernel/task.hpp",
                               "#pragma once\n\n#include <cutpoint/check/check.hpp>\n");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(testing::PrintToString(found[0]),
            "framework/include/cutpoint/kernel/task.hpp:3: kernel -> check "
            "(cutpoint/check/check.hpp): LAYERS allows kernel trace");
}

TEST(CheckLayers, SeesPrivateHeaders) {
  EXPECT_THAT(check_one("framework/src/kernel/run.cpp", "#include \"check/worker.hpp\"\n"),
              SizeIs(1));
  EXPECT_THAT(check_one("framework/src/check/check.cpp", "#include \"check/worker.hpp\"\n"),
              IsEmpty());
}

TEST(CheckLayers, IgnoresComments) {
  EXPECT_THAT(check_one("framework/src/kernel/run.cpp", "// #include <cutpoint/check/check.hpp>\n"),
              IsEmpty());
}

TEST(CheckLayers, KeepsTheFrameworkFreeOfAdapters) {
  EXPECT_THAT(check_one("framework/src/check/check.cpp", "#include <cutpoint/fiber/stack.hpp>\n"),
              SizeIs(1));
  EXPECT_THAT(
      check_one("framework/include/cutpoint/check.hpp", "#include <cutpoint/fiber/stack.hpp>\n"),
      SizeIs(1));
}

TEST(CheckLayers, KeepsAdaptersApart) {
  EXPECT_THAT(
      check_one("adapters/gtest/src/gtest/test.cpp", "#include <cutpoint/fiber/stack.hpp>\n"),
      SizeIs(1));
  EXPECT_THAT(check_one("adapters/gtest/include/cutpoint/gtest.hpp",
                        "#include <cutpoint/fiber/stack.hpp>\n"),
              SizeIs(1));
}

TEST(CheckLayers, LeavesGatheringHeadersToUsers) {
  const std::string text = "#include <cutpoint/program.hpp>\n";
  EXPECT_THAT(check_one("framework/src/kernel/run.cpp", text), SizeIs(1));
  EXPECT_THAT(check_one("adapters/fiber/src/fiber/stack.cpp", text), SizeIs(1));
  EXPECT_THAT(check_one("adapters/fiber/include/cutpoint/fiber.hpp", text), IsEmpty());
  EXPECT_THAT(check_one("tests/unit/kernel/run_test.cpp", text), IsEmpty());
}

TEST(CheckLayers, LetsAnAdapterIncludeItsOwnGatheringHeader) {
  const std::string text = "#include <cutpoint/gtest.hpp>\n";
  EXPECT_THAT(check_one("adapters/gtest/src/gtest/test.cpp", text), IsEmpty());
  EXPECT_THAT(check_one("adapters/fiber/src/fiber/stack.cpp", text), SizeIs(1));
  EXPECT_THAT(check_one("framework/src/kernel/run.cpp", text), SizeIs(1));
}

TEST(CheckLayers, LetsAGatheringHeaderIncludeLayers) {
  EXPECT_THAT(
      check_one("framework/include/cutpoint/program.hpp",
                "#include <cutpoint/kernel/task.hpp>\n#include <cutpoint/check/check.hpp>\n"),
      IsEmpty());
}

TEST(CheckLayers, WantsEveryFolderListed) {
  const auto found = check_layers(parse_layers(small_rules), {{"framework/src/extra/one.cpp", ""},
                                                              {"framework/src/extra/two.cpp", ""}});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].message, HasSubstr("extra has no line in LAYERS"));
  EXPECT_THAT(check_one("adapters/other/src/other/one.cpp", ""), SizeIs(1));
  EXPECT_THAT(check_one("framework/src/stray.cpp", ""), SizeIs(1));
}

TEST(CheckThirdParty, KeepsLibrariesWhereTheyBelong) {
  const auto count = [](std::string path, std::string text) {
    return check_third_party({{std::move(path), std::move(text)}}).size();
  };
  EXPECT_EQ(count("framework/src/kernel/run.cpp", "#include <boost/context/fiber.hpp>\n"), 1U);
  EXPECT_EQ(count("framework/src/kernel/run.cpp", "#include <gtest/gtest.h>\n"), 1U);
  EXPECT_EQ(count("framework/src/trace/file.cpp", "#include <fmt/format.h>\n"), 0U);
  EXPECT_EQ(count("framework/include/cutpoint/trace/file.hpp", "#include <fmt/format.h>\n"), 1U);
  EXPECT_EQ(count("adapters/fiber/src/fiber/stack.cpp", "#include <boost/context/fiber.hpp>\n"),
            0U);
  EXPECT_EQ(count("adapters/fiber/include/cutpoint/fiber/stack.hpp",
                  "#include <boost/context/fiber.hpp>\n"),
            1U);
}

}  // namespace
}  // namespace cutpoint::lint
