#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/text/enum_words.hpp"

namespace muster {

/// How a check of `muster doctor` ended.
enum class FindingState {
  good,
  warning,  ///< muster works, but less well than it could.
  problem,  ///< muster cannot do a part of its work.
  skipped   ///< It needs something that an earlier check did not find.
};
inline constexpr auto kFindingStateWords = enum_words<FindingState>({
    {FindingState::good, "good"},
    {FindingState::warning, "warning"},
    {FindingState::problem, "problem"},
    {FindingState::skipped, "skipped"},
});
constexpr const char* to_string(FindingState state) {
  return kFindingStateWords.of(state);
}

/// One result of `muster doctor`.
struct DoctorFinding {
  FindingState state = FindingState::good;
  std::string check;    ///< "files", "key", "readings": the part of the set-up.
  std::string message;  ///< A sentence without its final stop.
  std::string cure{};   ///< What a person can do; empty for good and skipped.

  friend bool operator==(const DoctorFinding&, const DoctorFinding&) = default;
};

using DoctorFindings = std::vector<DoctorFinding>;

/// The message of a check whose basis an earlier check did not find.
inline constexpr const char* kNotChecked = "not checked: it needs the part that has a problem";

/// Whether a part of muster's work cannot be done.
bool has_problems(const DoctorFindings& findings);

}  // namespace muster
