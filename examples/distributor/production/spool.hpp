#pragma once

#include "../service/surroundings.hpp"
#include "../service/witness.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace distributor {

/// A folder of jobs that wait for a service, and of results that nobody has fetched: the outside
/// queue, and where a service leaves what it hands back.
class spool final : public outside_queue, public witness {
 public:
  /// Makes the folder if there is none. Errors: `std::filesystem::filesystem_error` is thrown.
  explicit spool(const std::filesystem::path& folder);

  std::optional<std::string> take() override;

  void accepted(const job&) override { ++accepted_; }
  void processed(const job&) override { ++processed_; }
  void delivered(const result&) override { ++delivered_; }
  void handed_back(const job& j) override;
  void handed_back(const result& r) override;

  /// Returns: how much of what there was, in one line.
  std::string summary() const;

 private:
  std::filesystem::path jobs_;
  std::filesystem::path results_;
  int accepted_ = 0;
  int processed_ = 0;
  int delivered_ = 0;
  int jobs_back_ = 0;
  int results_back_ = 0;
};

}  // namespace distributor
