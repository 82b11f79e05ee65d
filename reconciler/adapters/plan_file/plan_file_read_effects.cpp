#include "reconciler/adapters/plan_file/plan_file_read_effects.hpp"

#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "reconciler/adapters/codec/network_rules_json.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"

namespace muster {
namespace {

Result<BalancerSpec> read_balancer_spec(const JsonView& view) {
  JsonFields in(view);
  BalancerSpec spec;
  spec.region = Region(in.text("region"));
  spec.health = in.take(read_health(in["health"]));
  spec.network = in.text("network");
  if (in.failed()) return in.error();
  auto rules = read_forwarding(view.field("forwarding"));
  if (!rules) return rules.error();
  spec.forwarding = *std::move(rules);
  return spec;
}

/// `network` is that of the change; an alternative with another one names it.
Result<std::vector<Candidate>> read_alternatives(const JsonView& view, const std::string& network) {
  std::vector<Candidate> all;
  if (!view.exists()) return all;
  const auto items = view.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    JsonFields in(item);
    all.push_back({.size = SizeName(in.text("size")),
                   .region = Region(in.text("region")),
                   .price = in.take(read_price(in["price"])),
                   .network = in["network"].exists() ? in.text("network") : network});
    if (in.failed()) return in.error();
  }
  return all;
}

/// The fields of one effect; the first that is wrong is kept in `in`.
struct EffectFields {
  JsonFields in;
  ReadTables& tables;

  template <class T>
  T parsed(const char* name, Result<T> (*parse)(const std::string&)) {
    auto result = parse(in.text(name));
    return in.take(result ? std::move(result) : Result<T>(in[name].error(result.error().what)));
  }
  Slot slot(const char* name = "slot") { return parsed(name, &parse_slot); }
  VolumeSlot volume() { return parsed("slot", &parse_volume_slot); }
  BalancerSlot balancer(const char* name = "slot") { return parsed(name, &parse_balancer_slot); }
  MachineSpec spec(const char* name) { return in.take(tables.spec_at(in[name])); }
  int number(const char* name) {
    const auto value = in.integer(name);
    if (value >= 0 && value <= std::numeric_limits<int>::max()) return static_cast<int>(value);
    return in.take(Result<int>(in[name].error("is out of range")));
  }
};

using ReadOne = Effect (*)(EffectFields&);

Effect attach_volume(EffectFields& f) {
  AttachVolume effect{f.volume(), std::nullopt};
  if (!f.in["id"].is_null()) effect.id = VolumeId(f.in.text("id"));
  return effect;
}
Effect update_firewall(EffectFields& f) {
  return UpdateFirewall{.pool = PoolName(f.in.text("pool")),
                        .id = FirewallId(f.in.text("id")),
                        .from = f.in.take(read_firewall_rules(f.in["from"])),
                        .to = f.in.take(read_firewall_rules(f.in["to"]))};
}

struct EffectKind {
  std::string_view name;
  ReadOne read;
};

const std::array<EffectKind, std::variant_size_v<Effect>>& effect_kinds() {
  using F = EffectFields;
  static const std::array<EffectKind, std::variant_size_v<Effect>> kinds = {{
      {"create_machine",
       [](F& f) -> Effect {
         CreateMachine effect{f.slot(), f.spec("spec"), {}};
         effect.or_else = f.in.take(read_alternatives(f.in["or_else"], effect.spec.network));
         return effect;
       }},
      {"resize_machine",
       [](F& f) -> Effect {
         return ResizeMachine{.slot = f.slot(),
                              .id = MachineId(f.in.text("id")),
                              .from = SizeName(f.in.text("from")),
                              .to = SizeName(f.in.text("to"))};
       }},
      {"replace_machine",
       [](F& f) -> Effect {
         return ReplaceMachine{.slot = f.slot(),
                               .old_id = MachineId(f.in.text("old_id")),
                               .from = f.spec("from"),
                               .to = f.spec("to"),
                               .reason = f.in.text("reason")};
       }},
      {"destroy_machine",
       [](F& f) -> Effect {
         return DestroyMachine{.slot = f.slot(),
                               .id = MachineId(f.in.text("id")),
                               .size = SizeName(f.in.text("size")),
                               .region = Region(f.in.text("region"))};
       }},
      {"tag_machine",
       [](F& f) -> Effect {
         return TagMachine{f.slot(), MachineId(f.in.text("id")), f.in.take(read_texts(f.in["add"]))};
       }},
      {"start_machine",
       [](F& f) -> Effect {
         return StartMachine{f.slot(), MachineId(f.in.text("id"))};
       }},
      {"adopt_machine",
       [](F& f) -> Effect {
         return AdoptMachine{.slot = f.slot(),
                             .id = MachineId(f.in.text("id")),
                             .size = SizeName(f.in.text("size")),
                             .region = Region(f.in.text("region")),
                             .add = f.in.take(read_texts(f.in["add"]))};
       }},
      {"release_machine",
       [](F& f) -> Effect {
         return ReleaseMachine{.slot = f.slot(),
                               .id = MachineId(f.in.text("id")),
                               .size = SizeName(f.in.text("size")),
                               .region = Region(f.in.text("region")),
                               .remove = f.in.take(read_texts(f.in["remove"]))};
       }},
      {"adopt_volume",
       [](F& f) -> Effect {
         return AdoptVolume{.slot = f.volume(),
                            .id = VolumeId(f.in.text("id")),
                            .size_gib = f.number("size_gib"),
                            .region = Region(f.in.text("region")),
                            .add = f.in.take(read_texts(f.in["add"]))};
       }},
      {"release_volume",
       [](F& f) -> Effect {
         return ReleaseVolume{.slot = f.volume(),
                              .id = VolumeId(f.in.text("id")),
                              .size_gib = f.number("size_gib"),
                              .remove = f.in.take(read_texts(f.in["remove"]))};
       }},
      {"create_volume",
       [](F& f) -> Effect {
         return CreateVolume{f.volume(),
                             {f.number("size_gib"), Region(f.in.text("region")), f.in.text("filesystem")}};
       }},
      {"attach_volume", &attach_volume},
      {"detach_volume",
       [](F& f) -> Effect {
         return DetachVolume{f.volume(), VolumeId(f.in.text("id")), MachineId(f.in.text("from"))};
       }},
      {"grow_volume",
       [](F& f) -> Effect {
         return GrowVolume{.slot = f.volume(),
                           .id = VolumeId(f.in.text("id")),
                           .from_gib = f.number("from_gib"),
                           .to_gib = f.number("to_gib")};
       }},
      {"destroy_volume",
       [](F& f) -> Effect {
         return DestroyVolume{.slot = f.volume(),
                              .id = VolumeId(f.in.text("id")),
                              .size_gib = f.number("size_gib"),
                              .snapshot = f.in.boolean_or("snapshot", false)};
       }},
      {"create_balancer",
       [](F& f) -> Effect {
         return CreateBalancer{f.balancer(), f.in.take(read_balancer_spec(f.in["spec"]))};
       }},
      {"update_balancer",
       [](F& f) -> Effect {
         return UpdateBalancer{.slot = f.balancer(),
                               .id = LoadBalancerId(f.in.text("id")),
                               .from = f.in.take(read_balancer_spec(f.in["from"])),
                               .to = f.in.take(read_balancer_spec(f.in["to"]))};
       }},
      {"destroy_balancer",
       [](F& f) -> Effect {
         return DestroyBalancer{f.balancer(), LoadBalancerId(f.in.text("id"))};
       }},
      {"join_balancer",
       [](F& f) -> Effect {
         return JoinBalancer{f.balancer("balancer"), f.slot("machine")};
       }},
      {"leave_balancer",
       [](F& f) -> Effect {
         return LeaveBalancer{.balancer = f.balancer("balancer"),
                              .balancer_id = LoadBalancerId(f.in.text("balancer_id")),
                              .machine = f.slot("machine"),
                              .machine_id = MachineId(f.in.text("machine_id"))};
       }},
      {"create_firewall",
       [](F& f) -> Effect {
         return CreateFirewall{PoolName(f.in.text("pool")), f.in.take(read_firewall_rules(f.in["inbound"]))};
       }},
      {"update_firewall", &update_firewall},
      {"destroy_firewall",
       [](F& f) -> Effect {
         return DestroyFirewall{PoolName(f.in.text("pool")), FirewallId(f.in.text("id"))};
       }},
      {"create_network",
       [](F& f) -> Effect {
         return CreateNetwork{{f.in.text("name"), Region(f.in.text("region")), f.in.text("ip_range")}};
       }},
  }};
  return kinds;
}

}  // namespace

Result<Effect> read_effect(const JsonView& view, ReadTables& tables) {
  if (auto unique = names_differ(view); !unique) return unique.error();
  const auto kind = view.field("kind").text_view();
  if (!kind) return kind.error();
  for (const auto& known : effect_kinds()) {
    if (known.name != *kind) continue;
    EffectFields fields{JsonFields(view), tables};
    auto effect = known.read(fields);
    if (fields.in.failed()) return fields.in.error();
    return effect;
  }
  return view.field("kind").error("unknown change: " + std::string(*kind));
}

}  // namespace muster
