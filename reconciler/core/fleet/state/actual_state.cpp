#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster {
namespace {

template <class Items, class AddOne>
void add_all(Digester& digester, const Items& items, AddOne add_one) {
  digester.add(static_cast<std::int64_t>(items.size()));
  for (const auto& item : items) add_one(item);
}

void add_texts(Digester& digester, const std::vector<std::string>& texts) {
  add_all(digester, texts, [&](const std::string& text) { digester.add(text); });
}

}  // namespace

Digest fingerprint_of(const Machine& m) {
  Digester digester;
  digester.add(m.id.value)
      .add(to_string(m.slot))
      .add(m.size.value)
      .add(m.disk_gib)
      .add(m.region.value)
      .add(m.image);
  digester.add(to_string(m.status));
  add_all(digester, m.volumes, [&](const VolumeId& id) { digester.add(id.value); });
  add_texts(digester, m.tags);
  return digester.finish();
}

Digest fingerprint_of(const Volume& v) {
  Digester digester;
  digester.add(v.id.value).add(to_string(v.slot)).add(v.size_gib).add(v.region.value);
  return digester.add(v.attached_to ? v.attached_to->value : "").finish();
}

Digest fingerprint_of(const LoadBalancer& b) {
  Digester digester;
  digester.add(b.id.value).add(to_string(b.slot)).add(b.region.value);
  add_all(digester, b.forwarding, [&](const Forwarding& f) {
    digester.add(f.entry_protocol).add(f.entry_port).add(f.target_protocol).add(f.target_port);
  });
  digester.add(b.health.protocol).add(b.health.port).add(b.health.path);
  add_all(digester, b.members, [&](const MachineId& id) { digester.add(id.value); });
  return digester.finish();
}

Digest fingerprint_of(const Firewall& f) {
  Digester digester;
  digester.add(f.id.value).add(f.pool.value);
  add_all(digester, f.inbound, [&](const FirewallRule& rule) {
    digester.add(rule.protocol).add(rule.ports);
    add_texts(digester, rule.sources);
  });
  return digester.finish();
}

Digest fingerprint_of(const Network& n) {
  return Digester().add(n.id.value).add(n.name).add(n.region.value).add(n.ip_range).finish();
}

namespace {

/// Only if there are any, so that the fingerprints of other states do not change.
template <class Items>
void add_some(Digester& digester, const char* what, const Items& items) {
  if (items.empty()) return;
  digester.add(what);
  add_all(digester, items, [&](const auto& item) { digester.add(fingerprint_of(item)); });
}

template <class Ids>
void add_ids(Digester& digester, const char* what, const Ids& ids) {
  if (ids.empty()) return;
  digester.add(what);
  add_all(digester, ids, [&](const auto& id) { digester.add(id.value); });
}

void add_odd_ones(Digester& digester, const ActualState& state) {
  add_some(digester, "stray volumes", state.stray_volumes);
  add_some(digester, "stray balancers", state.stray_balancers);
  add_some(digester, "stray firewalls", state.stray_firewalls);
  add_some(digester, "stray networks", state.stray_networks);
  add_ids(digester, "untagged machines", state.untagged.machines);
  add_ids(digester, "untagged volumes", state.untagged.volumes);
  add_ids(digester, "untagged balancers", state.untagged.balancers);
  add_ids(digester, "untagged firewalls", state.untagged.firewalls);
}

}  // namespace

Digest fingerprint_of(const ActualState& state) {
  Digester digester;
  digester.add(state.fleet.value);
  add_texts(digester, state.gaps);
  const auto add_value = [&](const auto& entry) { digester.add(fingerprint_of(entry.second)); };
  add_all(digester, state.machines, add_value);
  add_all(digester, state.strays, [&](const Machine& machine) { digester.add(fingerprint_of(machine)); });
  add_all(digester, state.volumes, add_value);
  add_all(digester, state.balancers, add_value);
  add_all(digester, state.firewalls, add_value);
  digester.add(state.network ? fingerprint_of(*state.network) : Digest{});
  add_odd_ones(digester, state);
  return digester.finish();
}

}  // namespace muster
