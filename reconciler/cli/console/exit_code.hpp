#pragma once

namespace muster {

/// What muster's exit status tells a script.
enum class ExitCode {
  done = 0,             ///< Done, or nothing to do.
  error = 1,            ///< Wrong usage, wrong files, or the cloud did not answer.
  changes = 2,          ///< `plan --detailed-exitcode`, and there are changes.
  approval_needed = 3,  ///< A person has to say yes, or the rules refuse the plan.
  stale = 4,            ///< The plan no longer fits what is there.
  partly_applied = 5,   ///< Some changes were made, others were not; the report says which.
};

}  // namespace muster
