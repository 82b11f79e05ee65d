#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// A folder of the work tree with the content of a commit, in a temporary folder that exists as long as this
/// object. The last part of its path is the name of the original folder, so that positions in its files read
/// the same.
class Worktree {
 public:
  Worktree(Worktree&&) = default;
  Worktree& operator=(Worktree&&) = default;

  const std::string& dir() const { return dir_; }
  const std::string& commit() const { return commit_; }
  /// Paths within the folder whose content differs from the work tree, without hidden files; sorted.
  const std::vector<std::string>& differing() const { return differing_; }

 private:
  friend Result<std::optional<Worktree>> check_out_folder(const std::string& dir, const std::string& ref);
  Worktree() = default;

  struct Remove {
    void operator()(std::string* path) const;
  };
  std::unique_ptr<std::string, Remove> root_;  ///< The temporary folder; the destructor removes it.
  std::string dir_;
  std::string commit_;
  std::vector<std::string> differing_;
};

/// Returns the commit of a branch or commit in the repository of a folder. Fails with `invalid` if git knows
/// none of that name, and with `io` if git cannot be run.
Result<std::string> commit_named(const std::string& dir, const std::string& ref);

/// Writes a folder as a branch or commit has it, byte by byte, and changes neither the work tree nor the
/// index nor the repository. Returns nullopt if that commit has no such folder. Fails with `invalid` if the
/// folder is in no git work tree, if there is no such commit, or if the folder cannot be written (see
/// list_tree). Fails with `io` if git cannot be run or the temporary folder cannot be written.
Result<std::optional<Worktree>> check_out_folder(const std::string& dir, const std::string& ref);

}  // namespace muster
