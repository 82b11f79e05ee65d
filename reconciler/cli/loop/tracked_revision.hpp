#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reconciler/adapters/git/base_branch_rules.hpp"
#include "reconciler/adapters/git/tracked_branch.hpp"
#include "reconciler/cli/console/settings.hpp"
#include "reconciler/engine/loop/loop_ports.hpp"

namespace muster {

/// The declared files of the loop: a folder of this machine as it is in each round, or a folder of a followed
/// branch. Files with errors are never used; the last valid ones stay in use.
class TrackedRevision {
 public:
  /// `branch` is nullopt for the folder of the settings itself; otherwise that folder is in the repository.
  TrackedRevision(const Settings& settings, std::optional<BranchOptions> branch);

  Followed follow();
  /// The governing approval rules for the last result of `follow`.
  const GoverningRules& rules() const { return rules_; }
  /// The folder of the files in use.
  const std::string& folder() const { return folder_; }

 private:
  struct Candidate {
    std::string commit;
    std::string folder;
  };
  Followed follow_folder();
  Followed follow_branch();
  Followed go_on_with_last(Followed so_far);
  std::optional<Error> take(const Candidate& candidate, Followed& followed);
  Result<GoverningRules> rules_for(const Fleet& fleet, const std::string& folder) const;

  Settings settings_;
  std::optional<TrackedBranch> branch_;
  std::optional<Declared> good_;  ///< The newest valid files.
  Revision good_revision_;
  GoverningRules rules_;
  std::string folder_;
  std::string tried_;  ///< The last rejected commit and its error: it is not read again.
  std::optional<Error> tried_error_;
};

}  // namespace muster
