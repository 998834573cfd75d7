#include "lint/document_links.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cutpoint::lint {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(Repository, NamesOnlyDocumentsThatAreThere) {
  EXPECT_THAT(check_document_links(the_repository()), IsEmpty());
}

TEST(DocumentLinks, LeadSomewhere) {
  const auto complaints_about = [](const std::string& text) {
    return check_document_links({{"framework/docs/a.md", ""}, {"b/c.md", text}, {"b/d.md", ""}});
  };
  EXPECT_THAT(complaints_about("[a](../framework/docs/a.md) [d](d.md#part) `b/d.md` `e.md`"),
              IsEmpty());
  EXPECT_THAT(complaints_about("[the web](https://example.org/x.md)"), IsEmpty());
  EXPECT_THAT(complaints_about("[e](e.md)"), SizeIs(1));
  EXPECT_THAT(complaints_about("see `b/e.md`"), SizeIs(1));
  EXPECT_THAT(complaints_about("```\n[](e.md)\n```\n[](e.md)"), SizeIs(1));
}

}  // namespace
}  // namespace cutpoint::lint
