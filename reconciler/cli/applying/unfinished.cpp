#include "reconciler/cli/applying/unfinished.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

Result<std::vector<ApplyStarted>> unfinished_of(Workspace& workspace) {
  const auto entries = workspace.store->entries_from(workspace.clock->now() - std::chrono::days(7));
  if (!entries) return entries.error();
  return unfinished_applies(*entries, workspace.declared.fleet.name);
}

std::optional<ApplyStarted> unfinished_apply_of(const PlanId& plan,
                                                const std::vector<ApplyStarted>& unfinished) {
  const auto found = std::find_if(unfinished.begin(), unfinished.end(),
                                  [&](const ApplyStarted& started) { return started.plan == plan; });
  return found == unfinished.end() ? std::nullopt : std::optional(*found);
}

void tell_unfinished(const std::vector<ApplyStarted>& unfinished, Console& console) {
  for (const auto& started : unfinished) {
    warn(console,
         fmt::format(
             "the apply of plan {} never ended: a machine may be off, something half made. To go on where "
             "it stopped, under the approval it has: muster apply --resume",
             Digest{started.plan.value}.brief()));
  }
}

}  // namespace muster
