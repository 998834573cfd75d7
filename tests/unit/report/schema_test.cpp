// What the schema of report.json lets stand where a name of Cutpoint's is meant.

#include "files/temporary_folder.hpp"
#include "report/json_names.hpp"

#include <cutpoint/trace/finding.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace cutpoint {
namespace {

using names = std::vector<std::string>;

names allowed(const char* pointer) {
  const auto path = std::filesystem::path(CUTPOINT_SOURCE_DIR) / "framework" / "schemas" /
                    "cutpoint-report-1.schema.json";
  const auto schema = nlohmann::json::parse(files::read_file(path));
  return schema.at(nlohmann::json::json_pointer(pointer)).get<names>();
}

TEST(ReportSchema, KnowsEachKindOfEvent) {
  EXPECT_EQ(allowed("/$defs/event/properties/kind/enum"),
            names(event_names.begin(), event_names.end()));
}

TEST(ReportSchema, KnowsEachOracle) {
  names all;
  for (int by = 0; by <= static_cast<int>(oracle::nothing_explored); ++by)
    all.emplace_back(name_of(static_cast<oracle>(by)));
  EXPECT_EQ(allowed("/$defs/finding/properties/oracle/enum"), all);
}

}  // namespace
}  // namespace cutpoint
