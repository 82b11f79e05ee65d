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

/// Writes a folder as a branch or commit has it, byte by byte; nothing of the work tree, the index or the
/// repository is touched. Returns nullopt when that commit has no such folder. Fails when the folder is in no
/// git work tree, when git cannot be run, when there is no such commit, when the folder cannot be written out
/// as it is (see list_tree), and with `io` when the temporary folder cannot be written whole.
Result<std::optional<CheckedOutFolder>> check_out_folder(const std::string& dir, const std::string& ref);

}  // namespace muster
