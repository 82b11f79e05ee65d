#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// The approval rules that govern a fleet, and where they come from.
struct GoverningRules {
  enum class Source {
    committed,    ///< The fleet file as the base branch has it, in this folder or in another one.
    uncommitted,  ///< The base branch does not know the fleet: see as_uncommitted.
    unknown,      ///< The base branch cannot be found: see as_uncommitted.
    files,        ///< The folder is not in git: its files as they are.
  };
  ApprovalRules rules;
  Source source = Source::files;
  std::string base;          ///< "origin/main"; empty outside of git and when it is not known.
  std::string why;           ///< Of uncommitted and unknown: the reason that every plan needs a person.
  bool signed_only = false;  ///< A typed yes does not count: the folder's own files name approvers, and
                             ///< the base, which might name them as well, is not known.

  /// "the fleet file at origin/main", for messages.
  std::string described() const;
};

/// The rules that hold for the fleet that a folder declares. They are those of the base branch, so that a
/// change that is not merged yet can neither add its own approver nor lift the guard that it breaks. The base
/// knows the fleet by its name, in whatever folder it has it. A repository around the folder's own one comes
/// first, when it knows the fleet. Fails when git cannot tell, when the committed file has mistakes, when
/// `base` is not known, and when a submodule's fleet is not known to the repository that has the submodule.
Result<GoverningRules> governing_rules(const Fleet& declared, const std::string& dir,
                                       const std::string& base);

}  // namespace muster
