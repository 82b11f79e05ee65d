#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/rehearsal/rehearsal.hpp"

namespace muster {

/// How the rehearsals of one file ended.
struct RehearsalRun {
  std::string file;
  std::vector<RehearsalOutcome> outcomes;
};

/// For people: a line a test; of a failed one where it was expected, what was, what came, and why.
std::string rehearsals_text(const std::vector<RehearsalRun>& runs, const std::string& dir,
                            const Paint& paint);
/// For a pull request: the same as a table.
std::string rehearsals_markdown(const std::vector<RehearsalRun>& runs);
/// For programs: schemas/test.schema.json.
std::string rehearsals_json(const std::vector<RehearsalRun>& runs);
/// For CI: JUnit's XML, a suite a file.
std::string rehearsals_junit(const std::vector<RehearsalRun>& runs);

}  // namespace muster
