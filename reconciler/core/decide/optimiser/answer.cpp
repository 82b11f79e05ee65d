#include "reconciler/core/decide/optimiser/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "reconciler/core/decide/capacity/pool_bounds.hpp"
#include "reconciler/core/decide/inputs/reason_detail.hpp"
#include "reconciler/core/decide/optimiser/optimiser.hpp"

namespace muster {
namespace {

const Target& default_prices() {
  static const Target prices;
  return prices;
}

/// The owner of a requirement of the pool itself.
constexpr std::size_t kNoAction = std::numeric_limits<std::size_t>::max();

/// Actions that need machines, with their requirements as one list.
struct Question {
  std::vector<const ScalingAction*> actions;
  std::vector<const Requirement*> requirements;
  std::vector<std::size_t> owner;  ///< By requirement: the number of its action.
  const Target* prices = &default_prices();
  int max_add = 0;
};

Question question_of(const std::vector<const ScalingAction*>& actions, Urgency up_to) {
  Question question;
  for (const auto* action : actions) {
    const auto before = question.requirements.size();
    for (const auto& requirement : action->requirements) {
      if (requirement.urgency > up_to) continue;
      question.requirements.push_back(&requirement);
      question.owner.push_back(question.actions.size());
    }
    if (question.requirements.size() == before) continue;
    question.actions.push_back(action);
    if (action->prices) question.prices = action->prices;
    question.max_add = std::max(question.max_add, action->policy->max_add);
  }
  return question;
}

/// Adds the declared minimum of the pool, which no rate of a policy limits.
void add_minimum(Question& question, const Requirement& minimum, const PoolView& view) {
  question.requirements.push_back(&minimum);
  question.owner.push_back(kNoAction);
  const int machines = std::get<MachineCount>(minimum.what).machines;
  question.max_add = std::max(question.max_add, machines - view.count());
}

OptimiserInputs inputs_of(const Question& question, const PoolView& view, const GrowthLimits& limits) {
  return {.view = view,
          .requirements = question.requirements,
          .prices = *question.prices,
          .max_add = question.max_add,
          .money = limits.money,
          .new_machines = limits.new_machines};
}

/// The loads after the answer, for the requirements of one action.
std::string loads_of(std::size_t action, const Question& question, const ShapeAnswer& answer) {
  std::string words;
  for (std::size_t i = 0; i < question.owner.size(); ++i) {
    if (question.owner[i] != action || answer.loads[i].empty()) continue;
    words += (words.empty() ? "" : ", ") + answer.loads[i];
  }
  return words;
}

bool has_room(const ScalingAction& action) {
  return std::any_of(action.requirements.begin(), action.requirements.end(),
                     [](const Requirement& r) { return std::holds_alternative<AgentRoom>(r.what); });
}

bool prefers_resize(const ScalingAction& action) {
  return std::any_of(action.requirements.begin(), action.requirements.end(),
                     [](const Requirement& r) { return r.prefers_resize; });
}

/// The reason of one action, with the answer.
std::string reason_of(std::size_t number, const Question& question, const ShapeAnswer& answer) {
  const auto& action = *question.actions[number];
  const auto loads = loads_of(number, question, answer);
  const auto& option = answer.option;
  auto message = action.observed;
  if (!loads.empty()) {
    message += fmt::format(": {} brings {} for {}", option.what, loads, describe_costs(option));
  } else if (has_room(action)) {
    message += fmt::format(": {} for {}", option.what, describe_costs(option));
  }
  // The derivation of a target is for `muster explain`.
  if (const auto at = action.cause.message.find(kReckoned); at != std::string::npos)
    message += action.cause.message.substr(at);
  if (prefers_resize(action) && !answer.no_resize.empty()) message += "; not resized: " + answer.no_resize;
  return message;
}

/// The evidence of the machine that a resource belongs to; where there is none, all of it.
std::vector<Evidence> evidence_for(const ResourceRef& part, const std::vector<Evidence>& all) {
  const auto* slot = std::get_if<Slot>(&part);
  for (const auto& evidence : all)
    if (slot && evidence.subject == Subject(*slot)) return {evidence};
  return all;
}

bool is_answered(const ScalingAction& action) {
  return action.direction == Direction::up && !action.requirements.empty() && !action.unanswered;
}

/// The actions that need machines; none where nothing answers any of them alone.
std::vector<const ScalingAction*> growing(const std::vector<ScalingAction>& actions) {
  std::vector<const ScalingAction*> growing;
  if (std::none_of(actions.begin(), actions.end(), is_answered)) return growing;
  for (const auto& action : actions)
    if (is_answered(action) || action.unanswered) growing.push_back(&action);
  return growing;
}

/// The owners of the requirements that break without a resource; else all actions with an answer.
std::vector<std::size_t> answered_by(std::size_t part, const Question& question, const ShapeAnswer& answer) {
  std::vector<std::size_t> owners;
  for (const auto requirement : answer.needed_by[part]) {
    const auto owner = question.owner[requirement];
    if (std::find(owners.begin(), owners.end(), owner) == owners.end()) owners.push_back(owner);
  }
  if (!owners.empty()) return owners;
  for (std::size_t i = 0; i < question.actions.size(); ++i)
    if (!question.actions[i]->unanswered) owners.push_back(i);
  if (owners.empty()) owners.push_back(kNoAction);
  return owners;
}

void give_reasons(PoolGrowth& growth, const Question& question, const ShapeAnswer& answer,
                  const PoolView& view) {
  std::vector<bool> reported(question.actions.size(), false);
  const auto tell = [&](const ResourceTarget& part, std::size_t number) {
    if (number == kNoAction) {
      growth.delta[part.part].causes.push_back(minimum_cause(view));
      return;
    }
    const auto& action = *question.actions[number];
    growth.delta[part.part].causes.push_back({.policy = action.cause.policy,
                                              .rule = action.cause.rule,
                                              .at = action.cause.at,
                                              .message = reason_of(number, question, answer),
                                              .evidence = evidence_for(part.part, action.cause.evidence)});
    reported[number] = true;
  };
  const auto& parts = answer.option.parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    growth.delta[parts[i].part] = {.size = parts[i].size, .gib = 0, .gone = false, .causes = {}};
    for (const auto number : answered_by(i, question, answer)) tell(parts[i], number);
  }
  for (std::size_t number = 0; number < reported.size(); ++number) {
    if (reported[number] || question.actions[number]->unanswered) continue;
    for (const auto& part : parts) tell(part, number);
  }
}

/// The own answer, where only one action needs machines.
PoolGrowth as_alone(const ScalingAction& action, const PoolView& view) {
  PoolGrowth growth;
  for (const auto& part : action.parts) {
    if (!std::holds_alternative<Slot>(part.part)) continue;
    growth.delta[part.part] = {
        .size = part.size, .gib = part.gib, .gone = false, .causes = {cause_of(action, part)}};
    growth.new_machines += view.find(std::get<Slot>(part.part).number) ? 0 : 1;
  }
  growth.money = action.answer_delta;
  growth.what = action.answer_what;
  growth.resizes = action.resizes;
  growth.resizes_now = static_cast<int>(growth.delta.size()) - growth.new_machines;
  return growth;
}

/// Limits the new machines of an action to the rate of its policy, and records it.
void keep_to_rate(ScalingAction& action, const PoolView& view) {
  for (auto& requirement : action.requirements) {
    auto* count = std::get_if<MachineCount>(&requirement.what);
    if (!count || !count->at_least.empty()) continue;
    const int more = std::min(count->machines, most_machines(view)) - view.count();
    if (more <= action.policy->max_add) continue;
    action.clamps.push_back(
        {Clamp::Kind::rate, fmt::format("{}: {} more machines needed, at most {} at once", action.cause.rule,
                                        more, action.policy->max_add)});
    count->machines = view.count() + action.policy->max_add;
  }
}

/// The number of machines that the action wants for the pool; 0: it names none.
int machines_wanted(const ScalingAction& action, const PoolView& view) {
  int wanted = 0;
  for (const auto& requirement : action.requirements) {
    const auto* count = std::get_if<MachineCount>(&requirement.what);
    if (count && count->at_least.empty()) wanted = std::max(wanted, count->machines);
    // At least one more, where nothing else helps.
    if (!count && requirement.may_add) wanted = std::max(wanted, view.count() + 1);
  }
  return wanted;
}

/// Records where the maximum of the pool prevents the answer.
void note_bounds(ScalingAction& action, const OptimiserResult& result, const PoolView& view) {
  if (result.answer && result.answer->option.enough) return;
  const int wanted = machines_wanted(action, view);
  const int most = most_machines(view);
  if (wanted > most && result.room <= std::max(0, most - view.count())) {
    action.direction = Direction::up;
    action.clamps.push_back({Clamp::Kind::bounds, fmt::format("{} machines needed, pool {} allows {}", wanted,
                                                              view.pool.name.value, view.pool.max)});
  }
}

}  // namespace

void answer_alone(ScalingAction& action, const PoolView& view) {
  action.observed = action.cause.message;
  if (action.requirements.empty()) return;
  keep_to_rate(action, view);
  const auto question = question_of({&action}, Urgency::spare);
  auto result = cheapest_shape(inputs_of(question, view, {}));
  std::move(result.rejected.begin(), result.rejected.end(), std::back_inserter(action.rejected));
  note_bounds(action, result, view);
  if (!result.answer) {
    action.cause.message += "; no change can answer it: " + result.why_none;
    action.unanswered = true;
    return;
  }
  const auto& answer = *result.answer;
  action.direction = Direction::up;
  action.cause.message = reason_of(0, question, answer);
  action.answer_delta = answer.option.delta;
  action.answer_price = answer.option.price;
  action.answer_what = answer.option.what;
  action.resizes = answer.resizes;
  for (auto part : answer.option.parts) {
    part.evidence = evidence_for(part.part, action.cause.evidence);
    action.parts.push_back(std::move(part));
  }
}

void answer_missing(ScalingAction& action, const PoolView& view) {
  const auto question = question_of({&action}, Urgency::spare);
  const bool holds = question.requirements.empty() || shortfall_now(view, question.requirements) <= 0;
  if (holds) {
    action.observed = action.cause.message;
    action.requirements.clear();
  } else {
    answer_alone(action, view);
  }
  if (!action.parts.empty()) action.direction = Direction::up;
}

PoolGrowth answer_together(const std::vector<ScalingAction>& actions, const PoolView& view,
                           const GrowthLimits& limits) {
  const auto asking = growing(actions);
  if (asking.size() == 1 && limits.is_open()) return as_alone(*asking.front(), view);
  auto question = question_of(asking, limits.up_to);
  const Requirement minimum{MachineCount{limits.minimum}, Urgency::floor, false};
  if (limits.minimum > view.count()) add_minimum(question, minimum, view);
  if (question.requirements.empty()) return {};
  const auto result = cheapest_shape(inputs_of(question, view, limits));
  if (!result.answer) return {};
  const auto& answer = *result.answer;
  PoolGrowth growth;
  give_reasons(growth, question, answer, view);
  growth.what = answer.option.what;
  growth.money = answer.option.delta;
  growth.balancers = answer.balancers;
  growth.resizes = answer.resizes;
  growth.resizes_now = answer.resizes_now;
  growth.new_machines = static_cast<int>(growth.delta.size()) - answer.resizes_now;
  return growth;
}

double shortfall_of(const std::vector<ScalingAction>& actions, Urgency urgency, const PoolView& view) {
  std::vector<const Requirement*> requirements;
  for (const auto* action : growing(actions)) {
    for (const auto& requirement : action->requirements)
      if (requirement.urgency == urgency) requirements.push_back(&requirement);
  }
  if (requirements.empty()) return 0;
  return shortfall_now(view, requirements);
}

}  // namespace muster
