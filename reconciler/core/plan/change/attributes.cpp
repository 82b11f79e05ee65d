#include "reconciler/core/plan/change/attributes.hpp"

#include "reconciler/core/base/gib.hpp"
#include "reconciler/core/base/joined.hpp"
#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/plan/change/describe_network.hpp"

namespace muster {
namespace {

using Text = std::optional<std::string>;

/// Collects attributes in their order; empty ones are omitted.
class Attributes {
 public:
  Attributes& is(std::string name, Text before, Text after) {
    if (before && before->empty()) before.reset();
    if (after && after->empty()) after.reset();
    if (before || after)
      list_.push_back({.name = std::move(name),
                       .before = std::move(before),
                       .after = std::move(after),
                       .known_after_apply = false});
    return *this;
  }
  Attributes& born(std::string name, Text after) {
    return is(std::move(name), std::nullopt, std::move(after));
  }
  Attributes& gone(std::string name, Text before) {
    return is(std::move(name), std::move(before), std::nullopt);
  }
  Attributes& later(std::string name) {
    list_.push_back(
        {.name = std::move(name), .before = std::nullopt, .after = std::nullopt, .known_after_apply = true});
    return *this;
  }
  std::vector<Attribute> finish() && { return std::move(list_); }

 private:
  std::vector<Attribute> list_;
};

std::string digest_of_user_data(const MachineSpec& spec) {
  return spec.user_data.empty() ? "" : digest_of(spec.user_data).brief();
}

void add_spec(Attributes& to, const MachineSpec* before, const MachineSpec* after) {
  const auto both = [&](const char* name, auto take) {
    to.is(name, before ? Text(take(*before)) : std::nullopt, after ? Text(take(*after)) : std::nullopt);
  };
  both("size", [](const MachineSpec& s) { return s.size.value; });
  both("region", [](const MachineSpec& s) { return s.region.value; });
  both("image", [](const MachineSpec& s) { return s.image; });
  both("network", [](const MachineSpec& s) { return s.network; });
  both("ssh_keys", [](const MachineSpec& s) { return joined(s.ssh_keys); });
  both("tags", [](const MachineSpec& s) { return joined(s.tags); });
  both("user_data", digest_of_user_data);
}

void add_spec(Attributes& to, const BalancerSpec* before, const BalancerSpec* after) {
  const auto both = [&](const char* name, auto take) {
    to.is(name, before ? Text(take(*before)) : std::nullopt, after ? Text(take(*after)) : std::nullopt);
  };
  both("region", [](const BalancerSpec& s) { return s.region.value; });
  both("forwarding", [](const BalancerSpec& s) { return described(s.forwarding); });
  both("health", [](const BalancerSpec& s) { return described(s.health); });
  both("network", [](const BalancerSpec& s) { return s.network; });
}

struct Describe {
  Attributes out;

  void operator()(const CreateMachine& e) {
    add_spec(out, nullptr, &e.spec);
    out.later("id").later("public_address");
  }
  void operator()(const ResizeMachine& e) {
    out.is("id", e.id.value, e.id.value).is("size", e.from.value, e.to.value);
  }
  void operator()(const ReplaceMachine& e) {
    add_spec(out, &e.from, &e.to);
    out.gone("id", e.old_id.value).later("new_id").later("public_address");
  }
  void operator()(const DestroyMachine& e) {
    out.gone("id", e.id.value).gone("size", e.size.value).gone("region", e.region.value);
  }
  void operator()(const TagMachine& e) { out.is("id", e.id.value, e.id.value).born("tags", joined(e.add)); }
  void operator()(const StartMachine& e) {
    out.is("id", e.id.value, e.id.value).is("status", "off", "running");
  }
  void operator()(const AdoptMachine& e) {
    out.is("id", e.id.value, e.id.value).is("size", e.size.value, e.size.value);
    out.is("region", e.region.value, e.region.value).born("tags", joined(e.add));
  }
  void operator()(const ReleaseMachine& e) {
    out.gone("id", e.id.value).gone("size", e.size.value).gone("region", e.region.value);
    out.gone("tags", joined(e.remove));
  }
  void operator()(const AdoptVolume& e) {
    out.is("id", e.id.value, e.id.value).is("size", format_gib(e.size_gib), format_gib(e.size_gib));
    out.is("region", e.region.value, e.region.value).born("tags", joined(e.add));
  }
  void operator()(const ReleaseVolume& e) {
    out.gone("id", e.id.value).gone("size", format_gib(e.size_gib)).gone("tags", joined(e.remove));
  }
  void operator()(const CreateVolume& e) {
    out.born("size", format_gib(e.spec.size_gib)).born("region", e.spec.region.value);
    out.born("filesystem", e.spec.filesystem).later("id");
  }
  void operator()(const AttachVolume& e) {
    out.born("machine", to_string(e.slot.machine));
    if (e.id) out.born("volume_id", e.id->value);
  }
  void operator()(const DetachVolume& e) {
    out.gone("volume_id", e.id.value).gone("machine_id", e.from.value);
  }
  void operator()(const GrowVolume& e) {
    out.is("id", e.id.value, e.id.value).is("size", format_gib(e.from_gib), format_gib(e.to_gib));
  }
  void operator()(const DestroyVolume& e) {
    out.gone("id", e.id.value).gone("size", format_gib(e.size_gib));
    if (e.snapshot) out.born("snapshot", "of its data, kept until a person deletes it");
  }
  void operator()(const CreateBalancer& e) {
    add_spec(out, nullptr, &e.spec);
    out.later("id").later("address");
  }
  void operator()(const UpdateBalancer& e) {
    out.is("id", e.id.value, e.id.value);
    add_spec(out, &e.from, &e.to);
  }
  void operator()(const DestroyBalancer& e) { out.gone("id", e.id.value); }
  void operator()(const JoinBalancer& e) { out.born("machine", to_string(e.machine)); }
  void operator()(const LeaveBalancer& e) {
    out.gone("load_balancer_id", e.balancer_id.value).gone("machine", to_string(e.machine));
    out.gone("machine_id", e.machine_id.value);
  }
  void operator()(const CreateFirewall& e) { out.born("inbound", described(e.inbound)).later("id"); }
  void operator()(const UpdateFirewall& e) {
    out.is("id", e.id.value, e.id.value).is("inbound", described(e.from), described(e.to));
  }
  void operator()(const DestroyFirewall& e) { out.gone("id", e.id.value); }
  void operator()(const CreateNetwork& e) {
    out.born("region", e.spec.region.value).born("ip_range", e.spec.ip_range).later("id");
  }
};

}  // namespace

std::vector<Attribute> attributes_of(const Effect& effect) {
  Describe describe;
  std::visit(describe, effect);
  return std::move(describe.out).finish();
}

}  // namespace muster
