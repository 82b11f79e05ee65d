#include "reconciler/core/decide/strategy/threshold/threshold_loads.hpp"

#include <algorithm>
#include <optional>

#include "reconciler/core/decide/load/pool_load.hpp"
#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/decide/optimiser/answer.hpp"

namespace muster {
namespace {

double capacity_of(const MachineView& machine, Metric metric, const PoolView& view) {
  return static_cast<double>(capacity_of(machine.machine->size, metric, view.inputs.prices));
}

std::optional<double> load_on(const MachineView& machine, const MachineLoads& loads, const PoolView& view) {
  for (const auto& hot : loads.hot)
    if (hot.number == machine.number) return hot.load.as_double();
  const auto load = newest_on(machine, loads.metric, view);
  return load ? std::optional(load->as_double()) : std::nullopt;
}

/// Load times capacity over the machines of the pool. Machines that do not report count as the mean of the
/// others.
double work_of(const MachineLoads& loads, const PoolView& view) {
  double work = 0;
  double telling = 0;
  double all = 0;
  for (const auto& machine : view.machines) {
    if (machine.leaving) continue;
    const auto carried = capacity_of(machine, loads.metric, view);
    all += carried;
    const auto load = load_on(machine, loads, view);
    if (!load) continue;
    work += *load * carried;
    telling += carried;
  }
  if (telling > 0) return work * all / telling;
  return loads.hot.empty() ? 0 : loads.hot.front().load.as_double() * all;
}

MachineLoads loads_of(const ThresholdRule& rule, const RuleEvaluation& seen, const PoolView& view) {
  MachineLoads loads;
  loads.metric = rule.metric;
  for (const auto& subject : seen.breached) {
    const int number = subject.machine ? subject.machine->number : 0;
    loads.hot.push_back(
        {number, std::max(subject.check.signal.mean, subject.check.weakest), subject.line.limit});
  }
  std::sort(loads.hot.begin(), loads.hot.end(),
            [](const HotMachine& a, const HotMachine& b) { return a.number < b.number; });
  loads.work = work_of(loads, view);
  return loads;
}

}  // namespace

void require_loads(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& seen,
                   const PoolView& view) {
  auto& requirement = action.requirements.emplace_back();
  if (is_of_size(rule.metric)) {
    requirement.what = loads_of(rule, seen, view);
  } else {
    requirement.what = MachineCount{view.count() + 1, {}};
  }
  requirement.may_resize = rule.remedy == Remedy::scale_up;
  requirement.prefers_resize = requirement.may_resize;
  // A machine that warms up counts as capacity already.
  requirement.may_add = !view.warming;
  answer_alone(action, view);
  if (!view.warming || !action.unanswered) return;
  action.notes.push_back(rule.name + ": a machine that warms up counts as capacity already");
  // The answer to the rule is on its way, so that no other rule has to bring it.
  action.unanswered = false;
  action.requirements.clear();
}

}  // namespace muster
