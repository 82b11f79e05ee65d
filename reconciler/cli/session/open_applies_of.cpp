#include "reconciler/cli/session/open_applies_of.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

std::string changes(std::size_t count) {
  return plural(static_cast<std::int64_t>(count), "change");
}

}  // namespace

std::string what_it_left(const OpenApply& open) {
  const auto count = open.changes.size();
  if (open.ended) return fmt::format("ended with an unknown outcome of {}", changes(count));
  if (count == 0) return "was interrupted";
  return fmt::format("was interrupted: {} started; a machine may be off or incomplete", changes(count));
}

std::string name_of(const OpenApply& open) {
  return "plan " + Digest{open.started.plan.value}.brief();
}

Result<std::vector<OpenApply>> open_applies_of(Workspace& workspace) {
  const auto entries = workspace.store->entries_from(workspace.clock->now() - kOpenWithin);
  if (!entries) return entries.error();
  return open_applies(*entries, workspace.declared.fleet.name);
}

std::optional<OpenApply> open_apply_of(const PlanId& plan, const std::vector<OpenApply>& open) {
  const auto found = std::find_if(open.begin(), open.end(),
                                  [&](const OpenApply& apply) { return apply.started.plan == plan; });
  return found == open.end() ? std::nullopt : std::optional(*found);
}

void print_open_applies(const std::vector<OpenApply>& open, Console& console) {
  for (const auto& apply : open) {
    warn(console,
         fmt::format("the apply of {} {}. The next apply finishes the started changes. To continue the "
                     "whole plan under its approval: muster apply --resume",
                     name_of(apply), what_it_left(apply)));
  }
}

}  // namespace muster
