#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/paint.hpp"
#include "reconciler/core/trial/trial.hpp"

namespace muster {

/// How the trials of one file ended.
struct TrialRun {
  std::string file;
  std::vector<TrialOutcome> outcomes;
};

/// For people: a line a test; of a failed one where it was expected, what was, what came, and why.
std::string trials_text(const std::vector<TrialRun>& runs, const std::string& dir, const Paint& paint);
/// For a pull request: the same as a table.
std::string trials_markdown(const std::vector<TrialRun>& runs);
/// For programs: schemas/test.schema.json.
std::string trials_json(const std::vector<TrialRun>& runs);
/// For CI: JUnit's XML, a suite a file.
std::string trials_junit(const std::vector<TrialRun>& runs);

}  // namespace muster
