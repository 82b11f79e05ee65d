#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster {

/// The approval rules that govern a fleet, and where they come from.
struct GoverningRules {
  enum class Source {
    committed,    ///< The fleet file as the base branch has it.
    uncommitted,  ///< The base branch has no fleet file yet: see as_uncommitted.
    files,        ///< The folder is not in git: its files as they are.
  };
  ApprovalRules rules;
  Source source = Source::files;
  std::string base;  ///< "origin/main"; empty outside of git.

  /// "the fleet file at origin/main", for messages.
  std::string described() const;
};

/// The rules that hold for the fleet that a folder declares. They are those of the base branch, so that a
/// change that is not merged yet can neither add its own approver nor lift the guard that it breaks. Fails
/// when git cannot tell, or when the committed file has mistakes.
Result<GoverningRules> governing_rules(const Fleet& declared, const std::string& dir,
                                       const std::string& base);

}  // namespace muster
