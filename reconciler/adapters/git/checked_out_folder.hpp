#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// A folder of the work tree as a commit has it, laid out beside the work tree for as long as this lives. Its
/// last part is called as the folder itself is, so that marks into its files read the same.
class CheckedOutFolder {
 public:
  CheckedOutFolder(CheckedOutFolder&&) = default;
  CheckedOutFolder& operator=(CheckedOutFolder&&) = default;

  const std::string& dir() const { return dir_; }
  const std::string& commit() const { return commit_; }
  /// Paths within the folder whose content is not the work tree's, hidden files left out; sorted.
  const std::vector<std::string>& differing() const { return differing_; }

 private:
  friend Result<std::optional<CheckedOutFolder>> check_out_folder(const std::string& dir,
                                                                  const std::string& ref);
  CheckedOutFolder() = default;

  struct Remove {
    void operator()(std::string* path) const;
  };
  std::unique_ptr<std::string, Remove> root_;  ///< The temporary folder, gone with this.
  std::string dir_;
  std::string commit_;
  std::vector<std::string> differing_;
};

/// Lays a folder out as a branch or commit has it; nothing of the work tree, the index or the repository is
/// touched. nullopt when that commit has no such folder. Fails when the folder is in no git work tree, when
/// git cannot be run, and when there is no such commit.
Result<std::optional<CheckedOutFolder>> check_out_folder(const std::string& dir, const std::string& ref);

}  // namespace muster
