#include "reconciler/cli/loop/cli_loop_ports.hpp"

#include "reconciler/cli/apply/review_plan.hpp"

namespace muster {

void CliLoopPorts::SendGateLease::led_by(const Leadership* leadership) {
  workspace_.gate->guard([leadership]() -> std::optional<Error> {
    if (leadership) return leadership->refusal();
    return Error{ErrorKind::fenced, "this loop does not lead the fleet"};
  });
}

Result<PlanReview> CliLoopPorts::GovernedReviewer::review(const Plan& plan, const World& world, Instant now,
                                                          const std::vector<RecentChange>& under_way) {
  return review_plan(
      {.plan = plan, .actual = world.actual, .prices = world.prices, .now = now, .under_way = under_way},
      workspace_);
}

Result<PlanReview> CliLoopPorts::GovernedReviewer::review_begun(const Plan& part, const Plan& whole,
                                                                const OpenApply& open, const World& world) {
  return muster::review_begun({part, whole, open}, world.actual, world.prices, workspace_);
}

}  // namespace muster
