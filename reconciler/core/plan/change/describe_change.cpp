#include "reconciler/core/plan/change/describe_change.hpp"

#include "reconciler/core/base/gib.hpp"

namespace muster {

namespace {

struct Tell {
  ChangeDescription operator()(const CreateNetwork& c) const {
    return {.action = "create network", .to = c.spec.ip_range};
  }
  ChangeDescription operator()(const CreateFirewall&) const { return {.action = "create firewall"}; }
  ChangeDescription operator()(const UpdateFirewall&) const { return {.action = "update firewall"}; }
  ChangeDescription operator()(const DestroyFirewall&) const { return {.action = "destroy firewall"}; }
  ChangeDescription operator()(const CreateMachine& c) const {
    return {.action = "create machine", .to = c.spec.size.value};
  }
  ChangeDescription operator()(const ResizeMachine& c) const {
    return {.action = "resize machine", .from = c.from.value, .to = c.to.value};
  }
  ChangeDescription operator()(const ReplaceMachine& c) const {
    return {.action = "replace machine", .from = c.from.size.value, .to = c.to.size.value};
  }
  ChangeDescription operator()(const DestroyMachine& c) const {
    return {.action = "destroy machine", .from = c.size.value};
  }
  ChangeDescription operator()(const TagMachine&) const { return {.action = "tag machine"}; }
  ChangeDescription operator()(const StartMachine&) const { return {.action = "start machine"}; }
  ChangeDescription operator()(const AdoptMachine& c) const {
    return {.action = "adopt machine", .to = c.size.value};
  }
  ChangeDescription operator()(const ReleaseMachine& c) const {
    return {.action = "release machine", .from = c.size.value};
  }
  ChangeDescription operator()(const AdoptVolume& c) const {
    return {.action = "adopt volume", .to = format_gib(c.size_gib)};
  }
  ChangeDescription operator()(const ReleaseVolume& c) const {
    return {.action = "release volume", .from = format_gib(c.size_gib)};
  }
  ChangeDescription operator()(const CreateVolume& c) const {
    return {.action = "create volume", .to = format_gib(c.spec.size_gib)};
  }
  ChangeDescription operator()(const AttachVolume&) const { return {.action = "attach volume"}; }
  ChangeDescription operator()(const DetachVolume&) const { return {.action = "detach volume"}; }
  ChangeDescription operator()(const GrowVolume& c) const {
    return {.action = "grow volume", .from = format_gib(c.from_gib), .to = format_gib(c.to_gib)};
  }
  ChangeDescription operator()(const DestroyVolume& c) const {
    return {.action = "destroy volume",
            .subject = "",
            .from = format_gib(c.size_gib),
            .to = c.snapshot ? "snapshot" : ""};
  }
  ChangeDescription operator()(const CreateBalancer&) const { return {.action = "create load balancer"}; }
  ChangeDescription operator()(const UpdateBalancer&) const { return {.action = "update load balancer"}; }
  ChangeDescription operator()(const DestroyBalancer&) const { return {.action = "destroy load balancer"}; }
  ChangeDescription operator()(const JoinBalancer&) const { return {.action = "join load balancer"}; }
  ChangeDescription operator()(const LeaveBalancer&) const { return {.action = "leave load balancer"}; }
};

}  // namespace

ChangeDescription describe_change(const Effect& effect) {
  auto words = std::visit(Tell{}, effect);
  words.subject = name_of(effect);
  if (const auto* join = std::get_if<JoinBalancer>(&effect)) {
    words.subject = to_string(join->balancer) + " by " + to_string(join->machine);
  }
  if (const auto* leave = std::get_if<LeaveBalancer>(&effect)) {
    words.subject = to_string(leave->balancer) + " by " + to_string(leave->machine);
  }
  return words;
}

std::string ChangeDescription::sizes() const {
  if (from.empty()) return to;
  return to.empty() ? from : from + " → " + to;
}

std::string ChangeDescription::sentence() const {
  const auto size = sizes();
  return action + " " + subject + (size.empty() ? "" : " " + size);
}

}  // namespace muster
