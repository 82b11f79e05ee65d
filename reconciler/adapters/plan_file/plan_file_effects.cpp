#include "reconciler/adapters/plan_file/plan_file_effects.hpp"

#include <algorithm>
#include <string_view>

#include "reconciler/adapters/codec/network_rules_json.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"

namespace muster {
namespace {

void write_balancer(JsonWriter& out, const BalancerSpec& spec) {
  out.begin_object().key("region").text(spec.region.value).key("forwarding");
  write_forwarding(out, spec.forwarding);
  out.key("health");
  write_health(out, spec.health);
  out.key("network").text(spec.network).end_object();
}

struct WriteEffect {
  JsonWriter& out;
  const PlanTables& tables;

  JsonWriter& kind(const char* kind) const { return out.key("kind").text(kind); }
  template <class E>
  JsonWriter& of_slot(const char* name, const E& e) const {
    return kind(name).key("slot").text(to_string(e.slot));
  }
  void spec(const char* name, const MachineSpec& value) const {
    out.key(name).integer(static_cast<std::int64_t>(tables.specs.position(value)));
  }

  void operator()(const CreateMachine& e) const {
    of_slot("create_machine", e);
    spec("spec", e.spec);
    if (e.or_else.empty()) return;
    out.key("or_else").begin_array();
    for (const auto& other : e.or_else) {
      out.begin_object().key("size").text(other.size.value).key("region").text(other.region.value);
      out.key("price");
      write_price(out, other.price);
      if (other.network != e.spec.network) out.key("network").text(other.network);
      out.end_object();
    }
    out.end_array();
  }
  void operator()(const ResizeMachine& e) const {
    of_slot("resize_machine", e).key("id").text(e.id.value).key("from").text(e.from.value);
    out.key("to").text(e.to.value);
  }
  void operator()(const ReplaceMachine& e) const {
    of_slot("replace_machine", e).key("old_id").text(e.old_id.value);
    spec("from", e.from);
    spec("to", e.to);
    out.key("reason").text(e.reason);
  }
  void operator()(const DestroyMachine& e) const {
    of_slot("destroy_machine", e).key("id").text(e.id.value).key("size").text(e.size.value);
    out.key("region").text(e.region.value);
  }
  void operator()(const TagMachine& e) const {
    of_slot("tag_machine", e).key("id").text(e.id.value).key("add");
    write_texts(out, e.add);
  }
  void operator()(const StartMachine& e) const { of_slot("start_machine", e).key("id").text(e.id.value); }
  void operator()(const AdoptMachine& e) const {
    of_slot("adopt_machine", e).key("id").text(e.id.value).key("size").text(e.size.value);
    out.key("region").text(e.region.value).key("add");
    write_texts(out, e.add);
  }
  void operator()(const ReleaseMachine& e) const {
    of_slot("release_machine", e).key("id").text(e.id.value).key("size").text(e.size.value);
    out.key("region").text(e.region.value).key("remove");
    write_texts(out, e.remove);
  }
  void operator()(const AdoptVolume& e) const {
    of_slot("adopt_volume", e).key("id").text(e.id.value).key("size_gib").integer(e.size_gib);
    out.key("region").text(e.region.value).key("add");
    write_texts(out, e.add);
  }
  void operator()(const ReleaseVolume& e) const {
    of_slot("release_volume", e).key("id").text(e.id.value).key("size_gib").integer(e.size_gib);
    out.key("remove");
    write_texts(out, e.remove);
  }
  void operator()(const CreateVolume& e) const {
    of_slot("create_volume", e).key("size_gib").integer(e.spec.size_gib);
    out.key("region").text(e.spec.region.value).key("filesystem").text(e.spec.filesystem);
  }
  void operator()(const AttachVolume& e) const {
    of_slot("attach_volume", e).key("id");
    e.id ? out.text(e.id->value) : out.null();
  }
  void operator()(const DetachVolume& e) const {
    of_slot("detach_volume", e).key("id").text(e.id.value).key("from").text(e.from.value);
  }
  void operator()(const GrowVolume& e) const {
    of_slot("grow_volume", e).key("id").text(e.id.value).key("from_gib").integer(e.from_gib);
    out.key("to_gib").integer(e.to_gib);
  }
  void operator()(const DestroyVolume& e) const {
    of_slot("destroy_volume", e).key("id").text(e.id.value).key("size_gib").integer(e.size_gib);
    if (e.snapshot) out.key("snapshot").boolean(true);
  }
  void operator()(const CreateBalancer& e) const {
    of_slot("create_balancer", e).key("spec");
    write_balancer(out, e.spec);
  }
  void operator()(const UpdateBalancer& e) const {
    of_slot("update_balancer", e).key("id").text(e.id.value).key("from");
    write_balancer(out, e.from);
    out.key("to");
    write_balancer(out, e.to);
  }
  void operator()(const DestroyBalancer& e) const {
    of_slot("destroy_balancer", e).key("id").text(e.id.value);
  }
  void operator()(const JoinBalancer& e) const {
    kind("join_balancer")
        .key("balancer")
        .text(to_string(e.balancer))
        .key("machine")
        .text(to_string(e.machine));
  }
  void operator()(const LeaveBalancer& e) const {
    kind("leave_balancer").key("balancer").text(to_string(e.balancer));
    out.key("balancer_id").text(e.balancer_id.value).key("machine").text(to_string(e.machine));
    out.key("machine_id").text(e.machine_id.value);
  }
  void operator()(const CreateFirewall& e) const {
    kind("create_firewall").key("pool").text(e.pool.value).key("inbound");
    write_firewall_rules(out, e.inbound);
  }
  void operator()(const UpdateFirewall& e) const {
    kind("update_firewall").key("pool").text(e.pool.value).key("id").text(e.id.value).key("from");
    write_firewall_rules(out, e.from);
    out.key("to");
    write_firewall_rules(out, e.to);
  }
  void operator()(const DestroyFirewall& e) const {
    kind("destroy_firewall").key("pool").text(e.pool.value).key("id").text(e.id.value);
  }
  void operator()(const CreateNetwork& e) const {
    kind("create_network").key("name").text(e.spec.name).key("region").text(e.spec.region.value);
    out.key("ip_range").text(e.spec.ip_range);
  }
};

}  // namespace

void write_effect(JsonWriter& out, const Effect& effect, const PlanTables& tables) {
  out.begin_object();
  std::visit(WriteEffect{out, tables}, effect);
  out.end_object();
}

}  // namespace muster
