#include "reconciler/core/decide/strategy/threshold/threshold_scale_down.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/capacity/scale_down_check.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/capacity/scale_down_score.hpp"
#include "reconciler/core/decide/inputs/quorum.hpp"
#include "reconciler/core/decide/strategy/threshold/threshold_action.hpp"

namespace muster {
namespace {

/// Machines that may be removed or shrunk: those beyond the line, or any when the rule is for the pool.
std::vector<const MachineView*> candidates_of(const RuleEvaluation& seen, const PoolView& view) {
  std::vector<const MachineView*> candidates;
  for (const auto& subject : seen.breached) {
    if (subject.machine) candidates.push_back(subject.machine);
  }
  if (!candidates.empty()) return candidates;
  for (const auto& machine : view.machines) candidates.push_back(&machine);
  return candidates;
}

std::vector<const MachineView*> victims_of(std::vector<const MachineView*> candidates, const PoolView& view) {
  std::sort(candidates.begin(), candidates.end());
  std::vector<const MachineView*> victims;
  for (const auto* machine : in_order_of_loss(view)) {
    if (victims.size() == std::size_t{kMachinesLookedAt}) break;
    if (std::binary_search(candidates.begin(), candidates.end(), machine)) victims.push_back(machine);
  }
  return victims;
}

/// The largest machine, then the highest number: a smaller size saves the most there.
const MachineView* largest_of(const std::vector<const MachineView*>& candidates, const PoolView& view) {
  const MachineView* largest = nullptr;
  for (const auto* machine : candidates) {
    if (!largest || !view.ladder.less(machine->machine->size, largest->machine->size)) largest = machine;
  }
  return largest;
}

/// The reason why disturbing this machine is too early or not worth it; empty: none.
std::string not_worth_it(const MachineView& machine, const ShrinkScore& score, const Policy& policy,
                         const PoolView& view) {
  const auto& made = machine.machine->created_at;
  if (made <= view.now && view.now - made < policy.min_lifetime) {
    return fmt::format("created at {}, and a machine is kept for at least {}", format_instant(made),
                       format_duration(policy.min_lifetime));
  }
  if (!score.is_worth_it()) return to_string(score) + ": not worth it under 0.5";
  return "";
}

/// Removes the machine with the smallest loss of those that may go.
void remove_machine(ScalingAction& action, const std::vector<const MachineView*>& victims,
                    const PoolView& view) {
  std::string first_why;
  for (const auto* victim : victims) {
    const auto& slot = victim->machine->slot;
    const auto score = score_of(*victim, nullptr, view);
    auto why = no_room_without({victim}, view);
    if (why.empty()) why = not_worth_it(*victim, score, *action.policy, view);
    if (why.empty()) {
      action.direction = Direction::down;
      const auto message = fmt::format("{}: one machine less {}", action.cause.message, to_string(score));
      action.parts.push_back(
          {.part = slot, .size = {}, .gib = 0, .gone = true, .message = message, .evidence = {}});
      return;
    }
    action.rejected.push_back({"destroy " + to_string(slot), -score.saves, why});
    if (first_why.empty()) first_why = why;
  }
  action.cause.message += "; but " + first_why;
}

/// Gives the machine the smallest size that holds its work.
void shrink_machine(ScalingAction& action, const MachineView& machine, const PoolView& view) {
  std::string last_why;
  for (const auto& smaller : view.pool.ladder) {
    if (!view.pool.vertical || !view.ladder.less(smaller, machine.machine->size)) continue;
    const auto score = score_of(machine, &smaller, view);
    auto why = no_room_at(smaller, machine, view);
    if (why.empty()) why = not_worth_it(machine, score, *action.policy, view);
    if (why.empty()) {
      action.direction = Direction::down;
      const auto message =
          fmt::format("{}: {} is enough and {}", action.cause.message, smaller.value, to_string(score));
      action.parts.push_back({.part = machine.machine->slot,
                              .size = smaller,
                              .gib = 0,
                              .gone = false,
                              .message = message,
                              .evidence = {}});
      return;
    }
    const auto what = fmt::format("resize {} to {}", to_string(machine.machine->slot), smaller.value);
    action.rejected.push_back({what, -score.saves, why});
    last_why = std::move(why);
  }
  action.cause.message += "; " + (last_why.empty() ? "the pool has its minimum" : "but " + last_why);
}

}  // namespace

ScalingAction evaluate_scale_down(const Policy& policy, const ThresholdRule& rule, const PoolView& view) {
  auto action = action_for(policy, rule);
  const auto lasting = rule.lasting + policy.stabilise_down;
  const auto seen = evaluate_rule(rule, lasting, view);
  note_evaluation(action, rule, lasting, seen, view);
  action.unsure.clear();  // Missing data stops only this rule; other rules do not wait for it.
  if (seen.breached.empty()) {
    if (policy.stabilise_down > Duration(0) && !evaluate_rule(rule, rule.lasting, view).breached.empty()) {
      action.clamps.push_back({Clamp::Kind::stabilisation,
                               fmt::format("{} is met, but not yet for {} of stabilisation",
                                           describe_line(rule), format_duration(policy.stabilise_down))});
    }
    return action;
  }
  const auto& first = seen.breached.front();
  action.cause.evidence = {evidence_of(first, rule, lasting, view)};
  action.cause.message = to_string(action.cause.evidence.front());
  if (!has_quorum(seen.reporting, seen.subjects)) {
    action.clamps.push_back(
        {Clamp::Kind::missing_data,
         fmt::format("{} of {} machines report: too few for a scale down", seen.reporting, seen.subjects)});
    return action;
  }
  if (view.warming) {
    action.clamps.push_back({Clamp::Kind::cooldown,
                             "a machine still warms up: no scale down until its share of the load is known"});
    return action;
  }
  const auto candidates = candidates_of(seen, view);
  if (view.count() > view.pool.min) {
    remove_machine(action, victims_of(candidates, view), view);
  } else {
    shrink_machine(action, *largest_of(candidates, view), view);
  }
  return action;
}

}  // namespace muster
