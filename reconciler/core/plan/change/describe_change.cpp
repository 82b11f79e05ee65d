#include "reconciler/core/plan/change/describe_change.hpp"

#include "reconciler/core/base/gib.hpp"

namespace muster {

namespace {

struct Tell {
  ChangeDescription operator()(const CreateNetwork& c) const {
    return {"create network", "", "", c.spec.ip_range};
  }
  ChangeDescription operator()(const CreateFirewall&) const { return {"create firewall", "", "", ""}; }
  ChangeDescription operator()(const UpdateFirewall&) const { return {"update firewall", "", "", ""}; }
  ChangeDescription operator()(const DestroyFirewall&) const { return {"destroy firewall", "", "", ""}; }
  ChangeDescription operator()(const CreateMachine& c) const {
    return {"create machine", "", "", c.spec.size.value};
  }
  ChangeDescription operator()(const ResizeMachine& c) const {
    return {"resize machine", "", c.from.value, c.to.value};
  }
  ChangeDescription operator()(const ReplaceMachine& c) const {
    return {"replace machine", "", c.from.size.value, c.to.size.value};
  }
  ChangeDescription operator()(const DestroyMachine& c) const {
    return {"destroy machine", "", c.size.value, ""};
  }
  ChangeDescription operator()(const TagMachine&) const { return {"tag machine", "", "", ""}; }
  ChangeDescription operator()(const StartMachine&) const { return {"start machine", "", "", ""}; }
  ChangeDescription operator()(const AdoptMachine& c) const {
    return {"adopt machine", "", "", c.size.value};
  }
  ChangeDescription operator()(const ReleaseMachine& c) const {
    return {"release machine", "", c.size.value, ""};
  }
  ChangeDescription operator()(const AdoptVolume& c) const {
    return {"adopt volume", "", "", format_gib(c.size_gib)};
  }
  ChangeDescription operator()(const ReleaseVolume& c) const {
    return {"release volume", "", format_gib(c.size_gib), ""};
  }
  ChangeDescription operator()(const CreateVolume& c) const {
    return {"create volume", "", "", format_gib(c.spec.size_gib)};
  }
  ChangeDescription operator()(const AttachVolume&) const { return {"attach volume", "", "", ""}; }
  ChangeDescription operator()(const DetachVolume&) const { return {"detach volume", "", "", ""}; }
  ChangeDescription operator()(const GrowVolume& c) const {
    return {"grow volume", "", format_gib(c.from_gib), format_gib(c.to_gib)};
  }
  ChangeDescription operator()(const DestroyVolume& c) const {
    return {"destroy volume", "", format_gib(c.size_gib), c.snapshot ? "snapshot" : ""};
  }
  ChangeDescription operator()(const CreateBalancer&) const { return {"create load balancer", "", "", ""}; }
  ChangeDescription operator()(const UpdateBalancer&) const { return {"update load balancer", "", "", ""}; }
  ChangeDescription operator()(const DestroyBalancer&) const { return {"destroy load balancer", "", "", ""}; }
  ChangeDescription operator()(const JoinBalancer&) const { return {"join load balancer", "", "", ""}; }
  ChangeDescription operator()(const LeaveBalancer&) const { return {"leave load balancer", "", "", ""}; }
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
