#include "reconciler/adapters/store/last_applied_codec.hpp"

#include "reconciler/adapters/codec/network_rules_json.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

void write_texts(JsonWriter& out, const char* key, const std::vector<std::string>& texts) {
  out.key(key).begin_array();
  for (const auto& text : texts) out.text(text);
  out.end_array();
}

template <class Slot>
void write_slot(JsonWriter& out, const Slot& slot, bool has_one) {
  out.key("slot");
  if (has_one) {
    out.text(to_string(slot));
  } else {
    out.null();
  }
}

void write(JsonWriter& out, const Machine& m) {
  out.begin_object();
  write_slot(out, m.slot, m.slot.number > 0);
  out.key("id").text(m.id.value).key("name").text(m.name).key("size").text(m.size.value);
  out.key("disk_gib").integer(m.disk_gib).key("region").text(m.region.value);
  out.key("status").text(to_string(m.status)).key("made_by").text(m.made_by.value);
  write_texts(out, "tags", m.tags);
  out.end_object();
}

void write(JsonWriter& out, const Volume& v) {
  out.begin_object();
  write_slot(out, v.slot, true);
  out.key("id").text(v.id.value).key("name").text(v.name).key("size_gib").integer(v.size_gib);
  out.key("region").text(v.region.value).key("attached_to");
  if (v.attached_to) {
    out.text(v.attached_to->value);
  } else {
    out.null();
  }
  out.key("made_by").text(v.made_by.value);
  write_texts(out, "tags", v.tags);
  out.end_object();
}

void write(JsonWriter& out, const LoadBalancer& b) {
  out.begin_object();
  write_slot(out, b.slot, true);
  out.key("id").text(b.id.value).key("name").text(b.name).key("region").text(b.region.value);
  out.key("forwarding");
  write_forwarding(out, b.forwarding);
  out.key("health");
  write_health(out, b.health);
  out.key("members").begin_array();
  for (const auto& id : b.members) out.text(id.value);
  out.end_array().end_object();
}

void write(JsonWriter& out, const Firewall& f) {
  out.begin_object().key("pool").text(f.pool.value).key("id").text(f.id.value).key("name").text(f.name);
  out.key("inbound");
  write_firewall_rules(out, f.inbound);
  out.end_object();
}

template <class Objects>
void write_objects(JsonWriter& out, const char* key, const Objects& objects) {
  out.key(key).begin_array();
  for (const auto& [name, object] : objects) write(out, object);
  out.end_array();
}

Result<Machine> read_machine(const JsonView& view) {
  JsonFields in(view);
  Machine m;
  if (!in["slot"].is_null()) m.slot = in.take(parse_slot(in.text("slot")));
  m.id = MachineId(in.text("id"));
  m.name = in.text("name");
  m.size = SizeName(in.text("size"));
  m.disk_gib = static_cast<int>(in.integer("disk_gib"));
  m.region = Region(in.text("region"));
  m.made_by = ChangeId(in.text("made_by"));
  m.tags = in.texts("tags");
  const auto status = in.text("status");
  m.status = kMachineStatusWords.find(status).value_or(m.status);
  if (in.failed()) return in.error();
  return m;
}

Result<Volume> read_volume(const JsonView& view) {
  JsonFields in(view);
  Volume v;
  v.slot = in.take(parse_volume_slot(in.text("slot")));
  v.id = VolumeId(in.text("id"));
  v.name = in.text("name");
  v.size_gib = static_cast<int>(in.integer("size_gib"));
  v.region = Region(in.text("region"));
  if (!in["attached_to"].is_null()) v.attached_to = MachineId(in.text("attached_to"));
  v.made_by = ChangeId(in.text("made_by"));
  v.tags = in.texts("tags");
  if (in.failed()) return in.error();
  return v;
}

template <class T>
std::vector<T> read_all(JsonFields& in, const char* key, Result<T> (*read)(const JsonView&)) {
  std::vector<T> found;
  const auto items = in[key].items();
  if (!items) {
    in.take(Result<Done>(items.error()));
    return found;
  }
  for (const JsonView item : *items) found.push_back(in.take(read(item)));
  return found;
}

Result<LoadBalancer> read_balancer(const JsonView& view) {
  JsonFields in(view);
  LoadBalancer b;
  b.slot = in.take(parse_balancer_slot(in.text("slot")));
  b.id = LoadBalancerId(in.text("id"));
  b.name = in.text("name");
  b.region = Region(in.text("region"));
  b.forwarding = in.take(read_forwarding(in["forwarding"]));
  b.health = in.take(read_health(in["health"]));
  for (auto& id : in.texts("members")) b.members.emplace_back(std::move(id));
  if (in.failed()) return in.error();
  return b;
}

Result<Firewall> read_firewall(const JsonView& view) {
  JsonFields in(view);
  Firewall f{.id = FirewallId(in.text("id")),
             .name = in.text("name"),
             .pool = PoolName(in.text("pool")),
             .inbound = in.take(read_firewall_rules(in["inbound"]))};
  if (in.failed()) return in.error();
  return f;
}

Result<Network> read_network(const JsonView& view) {
  JsonFields in(view);
  Network n{.id = NetworkId(in.text("id")),
            .name = in.text("name"),
            .region = Region(in.text("region")),
            .ip_range = in.text("ip_range")};
  if (in.failed()) return in.error();
  return n;
}

void write_network(JsonWriter& out, const std::optional<Network>& network) {
  out.key("network");
  if (!network) {
    out.null();
    return;
  }
  out.begin_object().key("id").text(network->id.value).key("name").text(network->name);
  out.key("region").text(network->region.value).key("ip_range").text(network->ip_range).end_object();
}

}  // namespace

std::string encode_last_applied(const LastAppliedState& left) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("format_version").text("1.1").key("fleet").text(left.state.fleet.value);
  if (!left.state.account.empty()) out.key("account").text(left.state.account);
  out.key("at").instant(left.at).key("sequence").integer(left.sequence);
  write_objects(out, "machines", left.state.machines);
  out.key("strays").begin_array();
  for (const auto& stray : left.state.strays) write(out, stray);
  out.end_array();
  write_objects(out, "volumes", left.state.volumes);
  write_objects(out, "load_balancers", left.state.balancers);
  write_objects(out, "firewalls", left.state.firewalls);
  write_network(out, left.state.network);
  return std::move(out.end_object()).finish();
}

Result<LastAppliedState> decode_last_applied(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  JsonFields in(document->root());
  in.format_version_1();
  if (in.failed()) return in.error();
  LastAppliedState left;
  left.state.fleet = FleetName(in.text("fleet"));
  if (in["account"].exists()) left.state.account = in.text("account");
  left.at = in.take(parse_instant(in.text("at")));
  left.state.seen_at = left.at;
  left.sequence = in.integer("sequence");
  for (auto& m : read_all(in, "machines", &read_machine)) left.state.machines.emplace(m.slot, std::move(m));
  left.state.strays = read_all(in, "strays", &read_machine);
  for (auto& v : read_all(in, "volumes", &read_volume)) left.state.volumes.emplace(v.slot, std::move(v));
  for (auto& b : read_all(in, "load_balancers", &read_balancer))
    left.state.balancers.emplace(b.slot, std::move(b));
  for (auto& f : read_all(in, "firewalls", &read_firewall))
    left.state.firewalls.emplace(f.pool, std::move(f));
  if (!in["network"].is_null()) left.state.network = in.take(read_network(in["network"]));
  if (in.failed()) return in.error();
  return left;
}

}  // namespace muster
