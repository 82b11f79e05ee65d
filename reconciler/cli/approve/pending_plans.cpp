#include "reconciler/cli/approve/pending_plans.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/store/pending_codec.hpp"

namespace muster {

bool means_id(const std::string& named, const std::string& id) {
  constexpr std::size_t kFewest = 6;
  return named.size() >= kFewest && (id.starts_with(named) || id.starts_with("sha256:" + named));
}

Result<std::vector<PendingPlan>> waiting_plans(Workspace& workspace) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kPendingName);
  if (!text) return text.error();
  if (!*text) return std::vector<PendingPlan>();
  return decode_pending(**text);
}

Result<FoundPlan> find_plan(const std::string& named, Workspace& workspace) {
  std::error_code failure;
  if (std::filesystem::exists(named, failure)) {
    auto plan = load_plan(named);
    if (!plan) return plan.error();
    return FoundPlan{*std::move(plan), named};
  }
  auto waiting = waiting_plans(workspace);
  if (!waiting) return waiting.error();
  std::vector<FoundPlan> found;
  for (auto& pending : *waiting)
    if (means_id(named, pending.plan.id.value)) found.push_back({std::move(pending.plan), ""});
  if (found.size() == 1) return std::move(found.front());
  if (found.empty()) {
    return Error{
        ErrorKind::not_found,
        fmt::format("\"{}\" is neither a file nor the id of a pending plan: see muster pending", named)};
  }
  return Error{ErrorKind::invalid,
               fmt::format("more than one pending plan begins with \"{}\": write more of the id", named)};
}

}  // namespace muster
