#pragma once

#include "lint/source_tree.hpp"

#include <vector>

namespace cutpoint::lint {

/// What documents name is there: the file behind each link, and each `folder/name.md` in backticks,
/// from the document's folder or from the root. What stands in blocks of code is no link.
std::vector<complaint> check_document_links(const std::vector<source_file>& files);

}  // namespace cutpoint::lint
