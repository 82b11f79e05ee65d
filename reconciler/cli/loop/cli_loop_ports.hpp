#pragma once

#include <vector>

#include "reconciler/cli/loop/fleet_watch.hpp"
#include "reconciler/cli/loop/loop_documents.hpp"
#include "reconciler/cli/loop/round_reports.hpp"

namespace muster {

/// The ports of the loop, made of parts that commands use too: files, sources, approvals, the store's
/// documents, the console.
class CliLoopPorts {
 public:
  /// All of them outlive this object. `workspace` is updated to the followed revision.
  CliLoopPorts(Workspace& workspace, TrackedRevision& files, const Settings& settings, Console& console)
      : gate_(workspace),
        watch_(workspace, files, settings, console),
        reviewer_(workspace),
        documents_(workspace, console),
        reporter_(workspace, settings, console) {}

  LoopPorts ports() {
    return {.revisions = watch_,
            .gate = gate_,
            .observer = watch_,
            .reviewer = reviewer_,
            .plans = documents_,
            .documents = documents_,
            .reporter = reporter_};
  }
  RoundReports& reporter() { return reporter_; }

 private:
  /// Directly before a change is sent, the workspace's gate checks the lease again.
  class SendGateLease final : public LeaseGate {
   public:
    explicit SendGateLease(Workspace& workspace) : workspace_(workspace) { led_by(nullptr); }
    void led_by(const Leadership* leadership) override;

   private:
    Workspace& workspace_;
  };

  class GovernedReviewer final : public PlanReviewer {
   public:
    explicit GovernedReviewer(Workspace& workspace) : workspace_(workspace) {}
    Result<PlanReview> review(const Plan& plan, const World& world, Instant now,
                              const std::vector<RecentChange>& under_way) override;
    Result<PlanReview> review_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                                    const World& world) override;

   private:
    Workspace& workspace_;
  };

  SendGateLease gate_;
  FleetWatch watch_;
  GovernedReviewer reviewer_;
  StoredLoopDocuments documents_;
  RoundReports reporter_;
};

}  // namespace muster
