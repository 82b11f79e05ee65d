#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/loop/round_log.hpp"
#include "reconciler/cli/loop/tracked_revision.hpp"
#include "reconciler/cli/session/reading_sources.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/core/reconcile/loop_status.hpp"
#include "reconciler/engine/loop/reconciler_env.hpp"

namespace muster {

/// The environment of the loop, made of parts that commands use too: files, sources, approvals, the store's
/// documents, the console.
class CliReconcilerEnv final : public ReconcilerEnv {
 public:
  /// All of them outlive this object. `workspace` is updated to the followed revision.
  CliReconcilerEnv(Workspace& workspace, TrackedRevision& files, const Settings& settings, Console& console);

  Followed follow(Instant now) override;
  void led_by(const Leadership* leadership) override;
  Result<Observation> look(const Declared& declared, const InFlightChanges& in_flight, Instant now) override;
  Result<PlanReview> review(const Plan& plan, const World& world, Instant now,
                            const std::vector<RecentChange>& under_way) override;
  Result<PlanReview> review_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                                  const World& world) override;
  Result<std::string> write_plan(const Plan& plan) override;
  Result<Plan> read_plan(const std::string& json) override;
  Result<std::vector<PendingPlan>> load_pending(const Declared& declared) override;
  Result<Done> save_pending(const Declared& declared, const std::vector<PendingPlan>& pending,
                            LeaseToken lease) override;
  void apply_ended(const Declared& declared, LeaseToken lease) override;
  ApplyObserver& observer() override { return silent_; }
  void report(const Round& round, Instant next) override;

  /// Adds a listener to each round, such as metrics and alerts.
  void listen(std::function<void(const Round&)> listener) { listeners_.push_back(std::move(listener)); }
  const std::optional<LoopStatus>& note() const { return note_; }

 private:
  void open_sources();

  Workspace& workspace_;
  TrackedRevision& files_;
  Settings settings_;
  Console& console_;
  std::unique_ptr<ReadingSources> sources_;
  std::vector<ReadingsRule> opened_for_;  ///< The rules for which `sources_` were opened.
  std::vector<Policy> opened_for_policies_;
  ApplyObserver silent_;
  RoundLog lines_;
  std::optional<LoopStatus> note_;
  std::vector<std::function<void(const Round&)>> listeners_;
};

}  // namespace muster
