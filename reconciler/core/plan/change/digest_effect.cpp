#include "reconciler/core/plan/change/digest_effect.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Adds the fields of effects; `d` is short because every line contains it.
struct AddEffect {
  Digester& d;

  void add(const std::vector<std::string>& texts) const { add_to(d, texts); }
  void add(const MachineSpec& s) const {
    d.add(s.size.value).add(s.region.value).add(s.image);
    add(s.ssh_keys);
    add(s.tags);
    d.add(s.user_data).add(s.network);
  }
  void add(const BalancerSpec& s) const {
    d.add(s.region.value).add_count(s.forwarding.size());
    for (const auto& f : s.forwarding) {
      d.add(f.entry_protocol).add(f.entry_port).add(f.target_protocol).add(f.target_port);
    }
    d.add(s.health.protocol).add(s.health.port).add(s.health.path).add(s.network);
  }
  void add(const std::vector<FirewallRule>& rules) const {
    d.add_count(rules.size());
    for (const auto& rule : rules) {
      d.add(rule.protocol).add(rule.ports);
      add(rule.sources);
    }
  }

  void operator()(const CreateMachine& e) const {
    d.add(to_string(e.slot));
    add(e.spec);
  }
  void operator()(const ResizeMachine& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.from.value).add(e.to.value);
  }
  void operator()(const ReplaceMachine& e) const {
    d.add(to_string(e.slot)).add(e.old_id.value);
    add(e.from);
    add(e.to);
    d.add(e.reason);
  }
  void operator()(const DestroyMachine& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.size.value).add(e.region.value);
  }
  void operator()(const TagMachine& e) const {
    d.add(to_string(e.slot)).add(e.id.value);
    add(e.add);
  }
  void operator()(const StartMachine& e) const { d.add(to_string(e.slot)).add(e.id.value); }
  void operator()(const AdoptMachine& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.size.value).add(e.region.value);
    add(e.add);
  }
  void operator()(const ReleaseMachine& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.size.value).add(e.region.value);
    add(e.remove);
  }
  void operator()(const AdoptVolume& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.size_gib).add(e.region.value);
    add(e.add);
  }
  void operator()(const ReleaseVolume& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.size_gib);
    add(e.remove);
  }
  void operator()(const CreateVolume& e) const {
    d.add(to_string(e.slot)).add(e.spec.size_gib).add(e.spec.region.value).add(e.spec.filesystem);
  }
  void operator()(const AttachVolume& e) const {
    d.add(to_string(e.slot)).add(e.id.has_value()).add(e.id ? e.id->value : "");
  }
  void operator()(const DetachVolume& e) const { d.add(to_string(e.slot)).add(e.id.value).add(e.from.value); }
  void operator()(const GrowVolume& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.from_gib).add(e.to_gib);
  }
  void operator()(const DestroyVolume& e) const {
    d.add(to_string(e.slot)).add(e.id.value).add(e.size_gib);
    if (e.snapshot) d.add("snapshot");
  }
  void operator()(const CreateBalancer& e) const {
    d.add(to_string(e.slot));
    add(e.spec);
  }
  void operator()(const UpdateBalancer& e) const {
    d.add(to_string(e.slot)).add(e.id.value);
    add(e.from);
    add(e.to);
  }
  void operator()(const DestroyBalancer& e) const { d.add(to_string(e.slot)).add(e.id.value); }
  void operator()(const JoinBalancer& e) const { d.add(to_string(e.balancer)).add(to_string(e.machine)); }
  void operator()(const LeaveBalancer& e) const {
    d.add(to_string(e.balancer)).add(e.balancer_id.value).add(to_string(e.machine)).add(e.machine_id.value);
  }
  void operator()(const CreateFirewall& e) const {
    d.add(e.pool.value);
    add(e.inbound);
  }
  void operator()(const UpdateFirewall& e) const {
    d.add(e.pool.value).add(e.id.value);
    add(e.from);
    add(e.to);
  }
  void operator()(const DestroyFirewall& e) const { d.add(e.pool.value).add(e.id.value); }
  void operator()(const CreateNetwork& e) const {
    d.add(e.spec.name).add(e.spec.region.value).add(e.spec.ip_range);
  }
};

}  // namespace

void add_to(Digester& digester, const std::vector<std::string>& texts) {
  digester.add_count(texts.size());
  for (const auto& text : texts) digester.add(text);
}

void add_to(Digester& digester, const Effect& effect) {
  digester.add(static_cast<std::int64_t>(effect.index()));
  std::visit(AddEffect{digester}, effect);
}

ChangeId change_id(const FleetName& fleet, const Change& change) {
  Digester digester;
  digester.add(fleet.value).add(change.address);
  add_to(digester, change.effect);
  constexpr std::size_t kDigits = 24;
  auto text = digester.add(change.fingerprint).finish().text;
  text.erase(0, text.size() - std::min(text.size(), kDigits));
  return ChangeId(std::move(text));
}

}  // namespace muster
