#include "reconciler/core/plan/change_words.hpp"

#include "reconciler/core/base/gib.hpp"

namespace muster {

namespace {

struct Tell {
  ChangeWords operator()(const CreateNetwork& c) const { return {"create network", "", "", c.spec.ip_range}; }
  ChangeWords operator()(const CreateFirewall&) const { return {"create firewall", "", "", ""}; }
  ChangeWords operator()(const UpdateFirewall&) const { return {"update firewall", "", "", ""}; }
  ChangeWords operator()(const DestroyFirewall&) const { return {"destroy firewall", "", "", ""}; }
  ChangeWords operator()(const CreateMachine& c) const {
    return {"create machine", "", "", c.spec.size.value};
  }
  ChangeWords operator()(const ResizeMachine& c) const {
    return {"resize machine", "", c.from.value, c.to.value};
  }
  ChangeWords operator()(const ReplaceMachine& c) const {
    return {"replace machine", "", c.from.size.value, c.to.size.value};
  }
  ChangeWords operator()(const DestroyMachine& c) const { return {"destroy machine", "", c.size.value, ""}; }
  ChangeWords operator()(const TagMachine&) const { return {"tag machine", "", "", ""}; }
  ChangeWords operator()(const StartMachine&) const { return {"start machine", "", "", ""}; }
  ChangeWords operator()(const AdoptMachine& c) const { return {"adopt machine", "", "", c.size.value}; }
  ChangeWords operator()(const ReleaseMachine& c) const { return {"release machine", "", c.size.value, ""}; }
  ChangeWords operator()(const AdoptVolume& c) const {
    return {"adopt volume", "", "", format_gib(c.size_gib)};
  }
  ChangeWords operator()(const ReleaseVolume& c) const {
    return {"release volume", "", format_gib(c.size_gib), ""};
  }
  ChangeWords operator()(const CreateVolume& c) const {
    return {"create volume", "", "", format_gib(c.spec.size_gib)};
  }
  ChangeWords operator()(const AttachVolume&) const { return {"attach volume", "", "", ""}; }
  ChangeWords operator()(const DetachVolume&) const { return {"detach volume", "", "", ""}; }
  ChangeWords operator()(const GrowVolume& c) const {
    return {"grow volume", "", format_gib(c.from_gib), format_gib(c.to_gib)};
  }
  ChangeWords operator()(const DestroyVolume& c) const {
    return {"destroy volume", "", format_gib(c.size_gib), c.snapshot ? "snapshot" : ""};
  }
  ChangeWords operator()(const CreateBalancer&) const { return {"create load balancer", "", "", ""}; }
  ChangeWords operator()(const UpdateBalancer&) const { return {"update load balancer", "", "", ""}; }
  ChangeWords operator()(const DestroyBalancer&) const { return {"destroy load balancer", "", "", ""}; }
  ChangeWords operator()(const JoinBalancer&) const { return {"join load balancer", "", "", ""}; }
  ChangeWords operator()(const LeaveBalancer&) const { return {"leave load balancer", "", "", ""}; }
};

}  // namespace

ChangeWords words_of(const Effect& effect) {
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

std::string ChangeWords::sizes() const {
  if (from.empty()) return to;
  return to.empty() ? from : from + " → " + to;
}

std::string ChangeWords::sentence() const {
  const auto size = sizes();
  return action + " " + subject + (size.empty() ? "" : " " + size);
}

}  // namespace muster
