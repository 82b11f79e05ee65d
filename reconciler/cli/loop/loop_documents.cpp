#include "reconciler/cli/loop/loop_documents.hpp"

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/store/pending_codec.hpp"
#include "reconciler/cli/session/last_applied.hpp"

namespace muster {

Result<std::string> StoredLoopDocuments::write_plan(const Plan& plan) {
  return muster::write_plan(plan);
}

Result<Plan> StoredLoopDocuments::read_plan(const std::string& json) {
  return muster::read_plan(json, "journal");
}

Result<std::vector<PendingPlan>> StoredLoopDocuments::load_pending(const Declared& declared) {
  const auto text = workspace_.store->snapshot(declared.fleet.name, kPendingName);
  if (!text) return text.error();
  if (!*text) return std::vector<PendingPlan>();
  auto pending = decode_pending(**text);
  if (pending) return pending;
  // The next round proposes them again; an unreadable document must not stop the loop.
  warn(console_, "muster cannot read the pending plans and makes new ones: " + pending.error().what);
  return std::vector<PendingPlan>();
}

Result<Done> StoredLoopDocuments::save_pending(const Declared& declared,
                                               const std::vector<PendingPlan>& pending, LeaseToken lease) {
  return workspace_.store->put_snapshot(declared.fleet.name, kPendingName, encode_pending(pending), lease);
}

void StoredLoopDocuments::apply_ended(LeaseToken lease) {
  record_last_applied(workspace_, console_, lease);
}

}  // namespace muster
