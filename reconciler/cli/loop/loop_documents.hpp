#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/engine/loop/loop_ports.hpp"

namespace muster {

/// Plans and documents of a loop as the store keeps them.
class StoredLoopDocuments final : public PlanFormat, public LoopDocuments {
 public:
  /// Both outlive this object.
  StoredLoopDocuments(Workspace& workspace, Console& console) : workspace_(workspace), console_(console) {}

  Result<std::string> write_plan(const Plan& plan) override;
  Result<Plan> read_plan(const std::string& json) override;
  Result<std::vector<PendingPlan>> load_pending(const Declared& declared) override;
  Result<Done> save_pending(const Declared& declared, const std::vector<PendingPlan>& pending,
                            LeaseToken lease) override;
  void apply_ended(LeaseToken lease) override;

 private:
  Workspace& workspace_;
  Console& console_;
};

}  // namespace muster
