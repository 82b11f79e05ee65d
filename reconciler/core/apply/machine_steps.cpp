#include "reconciler/core/apply/machine_steps.hpp"

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"

namespace muster {
namespace {

// Generous: they limit stuck actions, not slow ones. A clean shutdown is worth a minute's wait.
constexpr Duration kBootPatience = std::chrono::minutes(10);
constexpr Duration kStopPatience = std::chrono::minutes(1);
constexpr Duration kResizePatience = std::chrono::minutes(30);  // About a minute a GiB used.

std::vector<std::string> sorted(std::vector<std::string> tags) {
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

std::vector<BalancerSlot> memberships_of(const StepContext& in, const Slot& slot) {
  const auto found = in.resource_ids.memberships.find(slot);
  return found == in.resource_ids.memberships.end() ? std::vector<BalancerSlot>{} : found->second;
}

LoadBalancerId id_of(const StepContext& in, const BalancerSlot& slot) {
  const auto found = in.resource_ids.balancers.find(slot);
  return found == in.resource_ids.balancers.end() ? LoadBalancerId{} : found->second;
}

void leave_balancers(const StepContext& in, const Slot& slot, const MachineId& id, std::vector<Step>& steps) {
  for (const auto& balancer : memberships_of(in, slot)) {
    steps.push_back(
        {.operation = call::LeaveBalancer{id_of(in, balancer), balancer_tag(in.fleet, balancer), id},
         .message = "leaving " + to_string(balancer)});
  }
}

void join_balancers(const StepContext& in, const Slot& slot, const MachineId& id, std::vector<Step>& steps) {
  for (const auto& balancer : memberships_of(in, slot)) {
    steps.push_back(
        {.operation = call::JoinBalancer{id_of(in, balancer), balancer_tag(in.fleet, balancer), id},
         .message = "joining " + to_string(balancer)});
  }
}

bool minds_agents(const StepContext& in) {
  return in.capabilities.moves_agents && in.change.drain > Duration{0} && in.draining != Draining::no;
}

void drain(const StepContext& in, const MachineId& id, std::vector<Step>& steps) {
  if (!minds_agents(in) || in.draining != Draining::yes) return;
  steps.push_back({.operation = call::DrainMachine{id},
                   .until = WaitFor::machine_drained,
                   .timeout = in.change.drain,
                   .message = "moving agents away",
                   .continue_on_timeout = true});
}

void let_agents_back(const StepContext& in, const MachineId& id, std::vector<Step>& steps) {
  if (!minds_agents(in)) return;
  steps.push_back({.operation = call::UndrainMachine{id}, .message = "admitting agents again"});
}

/// The create of a machine for this slot. A replacement does not have the slot's tag yet.
Result<Step> create_step(const StepContext& in, const Slot& slot, const MachineSpec& spec, bool with_slot) {
  NetworkId network;
  if (!spec.network.empty()) {
    network = in.resource_ids.network;
    if (network.empty())
      return Error{ErrorKind::not_found,
                   "the network " + spec.network + " of " + to_string(slot) + " does not exist"};
  }
  auto tags = spec.tags;
  tags.insert(tags.end(), {fleet_tag(in.fleet), pool_tag(in.fleet, slot.pool), change_tag(in.change.id)});
  if (with_slot) tags.push_back(slot_tag(slot));
  return Step{.operation = call::CreateMachine{.name = machine_name(in.fleet, slot),
                                               .spec = spec,
                                               .network = network,
                                               .tags = sorted(std::move(tags)),
                                               .change = in.change.id},
              .until = WaitFor::machine_running,
              .timeout = in.change.ready_within > Duration{0} ? in.change.ready_within : kBootPatience,
              .message = "creating"};
}

Step destroy_step(const MachineId& id) {
  return {.operation = call::DestroyMachine{id},
          .until = WaitFor::machine_gone,
          .timeout = kActionPatience,
          .message = "destroying"};
}

Step giving_up(const MachineId& id) {
  auto step = destroy_step(id);
  step.message = "destroying the incomplete machine";
  return step;
}

/// Volumes follow their slot: off the old machine once it is down, on to the new one.
void move_volumes(const StepContext& in, const MachineId& from, const Region& region,
                  std::vector<Step>& steps) {
  const auto attached = in.resource_ids.attached.find(from);
  if (attached == in.resource_ids.attached.end()) return;
  for (const auto& volume : attached->second) {
    const auto id = in.resource_ids.volumes.at(volume);
    steps.push_back({.operation = call::DetachVolume{id, from, region},
                     .until = WaitFor::volume_detached,
                     .timeout = kActionPatience,
                     .message = "detaching " + to_string(volume)});
    steps.push_back({.operation = call::AttachVolume{id, MachineId{}, region},
                     .until = WaitFor::volume_attached,
                     .timeout = kActionPatience,
                     .message = "attaching " + to_string(volume)});
  }
}

}  // namespace

void take_down(const MachineId& machine, std::vector<Step>& steps) {
  steps.push_back({.operation = call::ShutDown{machine},
                   .until = WaitFor::machine_off,
                   .timeout = kStopPatience,
                   .fallback = call::PowerOff{machine},
                   .message = "shutting down"});
}

void bring_up(const MachineId& machine, std::vector<Step>& steps) {
  steps.push_back({.operation = call::PowerOn{machine},
                   .until = WaitFor::machine_running,
                   .timeout = kBootPatience,
                   .message = "powering on"});
}

Result<std::vector<Step>> machine_steps(const StepContext& in, const CreateMachine& effect) {
  auto create = create_step(in, effect.slot, effect.spec, true);
  if (!create) return create.error();
  return std::vector<Step>{*std::move(create)};
}

Result<std::vector<Step>> machine_steps(const StepContext& in, const ResizeMachine& effect) {
  std::vector<Step> steps;
  const bool goes_down = in.capabilities.resize_needs_power_off;
  if (goes_down) {
    leave_balancers(in, effect.slot, effect.id, steps);
    drain(in, effect.id, steps);
    take_down(effect.id, steps);
  }
  steps.push_back({.operation = call::ChangeSize{effect.id, effect.to},
                   .until = WaitFor::operation,
                   .timeout = kResizePatience,
                   .message = "resizing to " + effect.to.value});
  if (goes_down) {
    bring_up(effect.id, steps);
    let_agents_back(in, effect.id, steps);
    join_balancers(in, effect.slot, effect.id, steps);
  }
  return steps;
}

Result<std::vector<Step>> machine_steps(const StepContext& in, const ReplaceMachine& effect) {
  if (effect.from.region != effect.to.region && in.resource_ids.attached.count(effect.old_id))
    return Error{ErrorKind::unsupported,
                 to_string(effect.slot) + " has volumes, which cannot follow it to another region"};
  // The slot is passed between two running machines, and never has two holders: the new one is created
  // without the slot's tag, and the old one loses it first.
  auto create = create_step(in, effect.slot, effect.to, false);
  if (!create) return create.error();
  std::vector<Step> steps = {*std::move(create)};
  const auto tag = slot_tag(effect.slot);
  steps.push_back({.operation = call::UntagMachine{effect.old_id, {tag}},
                   .message = "taking the slot from the old machine"});
  steps.push_back({.operation = call::EnsureTag{tag}, .message = "keeping the slot's tag"});
  steps.push_back(
      {.operation = call::TagMachine{MachineId{}, {tag}}, .message = "giving the slot to the new machine"});
  join_balancers(in, effect.slot, MachineId{}, steps);
  leave_balancers(in, effect.slot, effect.old_id, steps);
  drain(in, effect.old_id, steps);
  take_down(effect.old_id, steps);
  move_volumes(in, effect.old_id, effect.to.region, steps);
  steps.push_back(destroy_step(effect.old_id));
  return steps;
}

Result<std::vector<Step>> machine_steps(const StepContext& in, const DestroyMachine& effect) {
  std::vector<Step> steps;
  leave_balancers(in, effect.slot, effect.id, steps);
  drain(in, effect.id, steps);
  take_down(effect.id, steps);
  steps.push_back(destroy_step(effect.id));
  return steps;
}

namespace {

std::vector<Step> tag_steps(const MachineId& machine, const std::vector<std::string>& tags,
                            const char* message) {
  std::vector<Step> steps;
  for (const auto& tag : tags) {
    steps.push_back({.operation = call::EnsureTag{tag}, .message = "making tag " + tag});
  }
  steps.push_back({.operation = call::TagMachine{machine, tags}, .message = message});
  return steps;
}

}  // namespace

Result<std::vector<Step>> machine_steps(const StepContext&, const TagMachine& effect) {
  return tag_steps(effect.id, effect.add, "tagging");
}

Result<std::vector<Step>> machine_steps(const StepContext&, const StartMachine& effect) {
  std::vector<Step> steps;
  bring_up(effect.id, steps);
  return steps;
}

Result<std::vector<Step>> machine_steps(const StepContext&, const AdoptMachine& effect) {
  return tag_steps(effect.id, effect.add, "adopting");
}

Result<std::vector<Step>> machine_steps(const StepContext&, const ReleaseMachine& effect) {
  // Its load balancers drop it because it loses their tag.
  return std::vector<Step>{{call::UntagMachine{effect.id, effect.remove}, WaitFor::nothing, Duration{0},
                            std::nullopt, "releasing"}};
}

std::vector<Step> rollback_steps(const StepContext& in, int failed_at) {
  const auto& change = in.change;
  const bool makes = std::holds_alternative<CreateMachine>(change.effect) ||
                     std::holds_alternative<ReplaceMachine>(change.effect);
  // For the new machine; its id is not known yet.
  if (makes && failed_at == 0) return {giving_up(MachineId{})};
  if (std::holds_alternative<CreateBalancer>(change.effect) && failed_at == 1)
    return {{.operation = call::DestroyBalancer{}, .message = "destroying the incomplete load balancer"}};
  const auto* resize = std::get_if<ResizeMachine>(&change.effect);
  if (!resize || !in.capabilities.resize_needs_power_off) return {};
  const auto leaves = static_cast<int>(memberships_of(in, resize->slot).size());
  const int stopping = leaves + (minds_agents(in) && in.draining == Draining::yes ? 1 : 0);
  const int resizing = stopping + 1;
  // After the resize only power on and join remain: a repetition of these is no rollback.
  if (failed_at > resizing) return {};
  std::vector<Step> back;
  if (failed_at >= stopping) bring_up(resize->id, back);
  if (failed_at >= leaves) let_agents_back(in, resize->id, back);
  join_balancers(in, resize->slot, resize->id, back);
  return back;
}

void bind_new_machine(std::vector<Step>& steps, const MachineId& successor) {
  for (auto& step : steps) {
    if (auto* tag = std::get_if<call::TagMachine>(&step.operation); tag && tag->id.empty())
      tag->id = successor;
    if (auto* join = std::get_if<call::JoinBalancer>(&step.operation); join && join->machine.empty())
      join->machine = successor;
    if (auto* attach = std::get_if<call::AttachVolume>(&step.operation); attach && attach->to.empty())
      attach->to = successor;
  }
}

}  // namespace muster
