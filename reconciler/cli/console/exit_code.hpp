#pragma once

#include <optional>

namespace muster {

/// The exit status of muster, for scripts.
enum class ExitCode {
  done = 0,             ///< Done, or nothing to do.
  error = 1,            ///< Wrong usage, wrong files, or the cloud did not answer.
  changes = 2,          ///< `plan --detailed-exitcode`, and there are changes.
  approval_needed = 3,  ///< The plan needs an approval, or the rules refuse it.
  stale = 4,            ///< The plan no longer fits the actual state.
  partly_applied = 5,   ///< Some changes were made, others were not; the report says which.
};

/// Whether a command continues with its next part.
struct [[nodiscard]] Proceed {
  std::optional<ExitCode> ends_with{};  ///< The exit code that ends the command; nullopt: it continues.

  explicit operator bool() const { return !ends_with; }
};

}  // namespace muster
