#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/rehearsal/rehearsal.hpp"

namespace muster {

/// The results of the policy tests of one file.
struct RehearsalRun {
  std::string file;
  std::vector<RehearsalOutcome> outcomes;
};

/// For people: one line for each test; for a failed one also position, expected and actual changes, and
/// reasons.
std::string rehearsals_text(const std::vector<RehearsalRun>& runs, const std::string& dir,
                            const Paint& paint);
/// For a pull request: the same as a table.
std::string rehearsals_markdown(const std::vector<RehearsalRun>& runs);
/// For programs: schemas/test.schema.json.
std::string rehearsals_json(const std::vector<RehearsalRun>& runs);
/// For CI: JUnit's XML, one suite for each file.
std::string rehearsals_junit(const std::vector<RehearsalRun>& runs);

}  // namespace muster
