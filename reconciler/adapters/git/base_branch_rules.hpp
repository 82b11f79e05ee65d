#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster {

/// The approval rules that govern a fleet, and their source.
struct GoverningRules {
  enum class Source {
    committed,    ///< The fleet file of the base branch, in this folder or in another one.
    uncommitted,  ///< The base branch does not contain the fleet: see as_uncommitted.
    unknown,      ///< The base branch is unknown: see as_uncommitted.
    files,        ///< The folder is not in git: its files as they are.
  };
  ApprovalRules rules;
  Source source = Source::files;
  std::string base;  ///< "origin/main"; empty outside of git and if unknown.
  std::string why;   ///< For uncommitted and unknown: why every plan needs an approval.
  /// A typed approval does not count: the folder's own files name approvers, and the base is unknown, which
  /// might name them too.
  bool signed_only = false;

  /// "the fleet file at origin/main", for messages.
  std::string described() const;
};

/// Returns the rules for the fleet of a folder. They are those of the base branch, so that an unmerged change
/// can neither add its own approver nor remove the guard that it violates. The fleet is found by its name, in
/// any folder of the base. An outer repository has priority if it knows the fleet. Fails with `invalid` if
/// the committed file has errors or `base` is unknown, with `denied` if a repository does not know the fleet
/// of its submodule, and with `io` if git fails.
Result<GoverningRules> governing_rules(const Fleet& declared, const std::string& dir,
                                       const std::string& base);

}  // namespace muster
