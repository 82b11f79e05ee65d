#include "reconciler/core/plan/order/estimate.hpp"

#include "reconciler/core/base/overloaded.hpp"

namespace muster {

Estimate estimate_of(const Effect& effect, const Capabilities& can) {
  const auto in = [](Duration time) { return Estimate{time, Duration(0)}; };
  return std::visit(Overloaded{
                        [&](const CreateMachine&) { return in(kCreateMachineTakes); },
                        [&](const ResizeMachine&) {
                          return Estimate{kResizeMachineTakes,
                                          can.resize_needs_power_off ? kResizeMachineTakes : Duration(0)};
                        },
                        // The old machine serves until the new one runs.
                        [&](const ReplaceMachine&) { return in(kCreateMachineTakes + kDestroyMachineTakes); },
                        [&](const DestroyMachine&) { return in(kDestroyMachineTakes); },
                        [&](const TagMachine&) { return in(kTagTakes); },
                        [&](const StartMachine&) { return in(kStartMachineTakes); },
                        [&](const AdoptMachine&) { return in(kTagTakes); },
                        [&](const ReleaseMachine&) { return in(kTagTakes); },
                        [&](const AdoptVolume&) { return in(kTagTakes); },
                        [&](const ReleaseVolume&) { return in(kTagTakes); },
                        [&](const CreateVolume&) { return in(kCreateVolumeTakes); },
                        [&](const AttachVolume&) { return in(kMoveVolumeTakes); },
                        [&](const DetachVolume&) { return in(kMoveVolumeTakes); },
                        [&](const GrowVolume&) { return in(kGrowVolumeTakes); },
                        [&](const DestroyVolume& e) {
                          return in(kDestroyVolumeTakes + (e.snapshot ? kSnapshotTakes : Duration(0)));
                        },
                        [&](const CreateBalancer&) { return in(kCreateBalancerTakes); },
                        [&](const UpdateBalancer&) { return in(kUpdateBalancerTakes); },
                        [&](const DestroyBalancer&) { return in(kDestroyBalancerTakes); },
                        [&](const JoinBalancer&) { return in(kJoinBalancerTakes); },
                        [&](const LeaveBalancer&) { return in(kLeaveBalancerTakes); },
                        [&](const CreateNetwork&) { return in(kNetworkTakes); },
                        [&](const auto&) { return in(kFirewallTakes); },
                    },
                    effect);
}

}  // namespace muster
