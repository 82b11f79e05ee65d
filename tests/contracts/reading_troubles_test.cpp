// Source by metric by trouble, from the text that a source gets to what is decided: no trouble lets a machine
// go or shrink, and growth comes of good values only.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "reconciler/core/propose.hpp"
#include "tests/contracts/told_cells.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::test;

namespace {

ThresholdRule rule_for_more(Metric metric) {
  switch (metric) {
    case Metric::cpu:
      return cpu_rule();
    case Metric::memory:
      return memory_rule();
    case Metric::disk:
      return disk_rule();
    case Metric::response_time:
      return response_time_rule();
    default:
      return agents_rule();
  }
}

std::vector<Policy> by_target(Metric troubled) {
  std::vector<Policy> policies = {band({{Metric::cpu, Measure::whole(60), Measure::whole(80), {}},
                                        {Metric::memory, Measure::whole(60), Measure::whole(85), {}}})};
  if (troubled != Metric::cpu && troubled != Metric::memory)
    policies.push_back(a_policy("more", {rule_for_more(troubled)}));
  return policies;
}

/// A rule for less that sees what is well, beside one for more.
std::vector<Policy> by_rule(Metric troubled) {
  auto less = idle_rule();
  less.limit = Measure::whole(30);
  if (troubled == Metric::cpu) less.metric = Metric::memory;
  std::vector<Policy> policies = {a_policy("less", {less})};
  if (troubled != Metric::cpu && troubled != Metric::memory)
    policies.push_back(a_policy("more", {rule_for_more(troubled)}));
  return policies;
}

std::vector<Policy> for_more(Metric troubled) {
  std::vector<ThresholdRule> rules = {cpu_rule(), memory_rule()};
  if (troubled != Metric::cpu && troubled != Metric::memory) rules.push_back(rule_for_more(troubled));
  return {a_policy("rules", rules)};
}

double idle_load(Metric metric, Instant) {
  switch (metric) {
    case Metric::cpu:
      return 12;
    case Metric::memory:
      return 15;
    case Metric::response_time:
      return 100;
    case Metric::agents:
      return 2;
    default:
      return 20;
  }
}

/// The metric is above its line for a quarter of an hour, the others are in the middle.
Loads busy_load(Metric high) {
  return [high](Metric metric, Instant at) -> double {
    const bool above = metric == high && noon() - at < 15min;
    if (metric == Metric::response_time) return above ? 250 : 100;
    if (metric == Metric::agents) return above ? 14 : 6;
    return above ? 94 : 60;
  };
}

struct CellResult {
  Proposal proposal;
  std::vector<std::string> warnings;
};

CellResult decided_by(const ToldReadings& source, Metric metric, const Trouble* trouble, const Loads& loads,
                      std::vector<Policy> policies) {
  const auto frame = source.frame();
  Scene scene;
  scene.only(std::move(policies))
      .machines(frame.machines, frame.machines > 1 ? "s-2vcpu-4gb" : "s-4vcpu-8gb");
  scene.pool().balancer.reset();
  scene.world.fleet.readings = {source.rule()};
  for (auto& [slot, machine] : scene.world.actual.machines)
    machine.private_address = fmt::format("10.0.0.{}", slot.number);
  auto heard = source.hear(tell(loads, frame, metric, trouble), scene.world);
  scene.world.readings = std::move(heard.readings);
  return {propose(scene.world, noon()), std::move(heard.warnings)};
}

bool shrinks(const Proposal& proposal) {
  for (const auto& [number, size] : proposal.decisions.front().from.machines) {
    const auto after = proposal.decisions.front().to.machines.find(number);
    if (after == proposal.decisions.front().to.machines.end()) return true;
  }
  const auto destroys = [](const Change& change) { return change.action == Action::destroy; };
  return proposal.plan.cost.after.monthly < proposal.plan.cost.now.monthly ||
         std::any_of(proposal.plan.changes.begin(), proposal.plan.changes.end(), destroys);
}

bool says_something(const Proposal& proposal) {
  const auto& decision = proposal.decisions.front();
  return !decision.notes.empty() || !decision.clamps.empty() || !proposal.plan.warnings.empty();
}

bool grows(const Proposal& proposal) {
  return proposal.decisions.front().direction == Direction::up;
}

std::string all_said(const CellResult& result) {
  std::string text;
  for (const auto& note : result.proposal.decisions.front().notes) text += "note: " + note + "\n";
  for (const auto& clamp : result.proposal.decisions.front().clamps) text += "clamp: " + clamp.message + "\n";
  for (const auto& warning : result.proposal.plan.warnings) text += "plan: " + warning + "\n";
  for (const auto& warning : result.warnings) text += "source: " + warning + "\n";
  return text;
}

using Cell = std::function<void(const ToldReadings&, Metric, const Trouble&, std::optional<CellIs>)>;

/// Every cell in which the trouble can happen. Sections are few: Catch walks all of them for each.
void for_each_cell(const Cell& look) {
  for (const auto& source : told_sources()) {
    for (const auto metric : source->frame().metrics) {
      DYNAMIC_SECTION(source->name() << ", " << to_string(metric)) {
        for (const auto& trouble : reading_troubles()) {
          INFO(trouble.name);
          const auto* special = special_of(*source, metric, trouble);
          if (special != nullptr && special->is == CellIs::impossible) continue;
          look(*source, metric, trouble, special == nullptr ? std::nullopt : std::optional(special->is));
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("an idle pool that a source tells of well shrinks, and a busy one grows") {
  for (const auto& source : told_sources()) {
    for (const auto metric : source->frame().metrics) {
      DYNAMIC_SECTION(source->name() << ", " << to_string(metric)) {
        const auto target = decided_by(*source, metric, nullptr, idle_load, by_target(metric));
        INFO(all_said(target));
        CHECK(shrinks(target.proposal));
        const auto rule = decided_by(*source, metric, nullptr, idle_load, by_rule(metric));
        INFO(all_said(rule));
        CHECK(shrinks(rule.proposal));
        const auto busy = decided_by(*source, metric, nullptr, busy_load(metric), for_more(metric));
        INFO(all_said(busy));
        CHECK(grows(busy.proposal));
      }
    }
  }
}

TEST_CASE("whatever a source tells of a load, no machine goes or shrinks because of it") {
  for_each_cell([](const ToldReadings& source, Metric metric, const Trouble& trouble,
                   std::optional<CellIs> is) {
    const bool is_well = trouble.shrinks == Shrinks::always || (trouble.shrinks == Shrinks::by_newest &&
                                                                rule_for_more(metric).lasting == Duration(0));
    const auto target = decided_by(source, metric, &trouble, idle_load, by_target(metric));
    const auto rule = decided_by(source, metric, &trouble, idle_load, by_rule(metric));
    INFO("by a target:\n" << all_said(target) << "by a rule:\n" << all_said(rule));
    if (is_well) return;
    CHECK(says_something(target.proposal));
    if (is == CellIs::let_shrink) return;
    CHECK_FALSE(shrinks(target.proposal));
    if (is == CellIs::not_looked_at) return;
    CHECK_FALSE(shrinks(rule.proposal));
    CHECK((says_something(rule.proposal) || !rule.proposal.decisions.front().rejected.empty()));
  });
}

TEST_CASE("a pool grows by what a source tells well, and by nothing else") {
  for_each_cell([](const ToldReadings& source, Metric metric, const Trouble& trouble,
                   std::optional<CellIs> is) {
    const bool by_newest = trouble.grows == Grows::by_newest && rule_for_more(metric).lasting == Duration(0);
    const bool grown = (trouble.grows == Grows::always || by_newest) && is != CellIs::not_grown_by;
    const auto busy = decided_by(source, metric, &trouble, busy_load(metric), for_more(metric));
    INFO(all_said(busy));
    CHECK(grows(busy.proposal) == grown);
    CHECK_FALSE(shrinks(busy.proposal));
    if (!grown) CHECK(says_something(busy.proposal));
  });
}

TEST_CASE("each special cell of the matrix is one of its cells, and says why") {
  for (const auto& cell : special_cells()) {
    INFO(cell.source << ", " << cell.trouble);
    CHECK_FALSE(std::string(cell.why).empty());
    bool any = false;
    for (const auto& source : told_sources()) {
      for (const auto metric : source->frame().metrics) {
        for (const auto& trouble : reading_troubles()) any = any || speaks_of(cell, *source, metric, trouble);
      }
    }
    CHECK(any);
  }
}
