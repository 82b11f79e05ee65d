#include "reconciler/core/decide/agent_count.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/silence.hpp"

namespace muster {
namespace {

std::string agents_in_words(Measure agents) {
  return fmt::format("{} agent{}", format_measure(agents), agents == Measure::whole(1) ? "" : "s");
}

std::optional<AgentCount> of_subject(const PoolView& view, const Subject& subject) {
  const auto newest = newest_reading(view, Metric::agents);
  const auto signal = summarise(view.situation.readings.series(subject, Metric::agents), newest, view.now);
  if (signal.quality != Quality::ok) return std::nullopt;
  AgentCount count;
  count.evidence.subject = subject;
  count.agents = signal.newest.value;
  count.says = agents_in_words(*count.agents);
  count.evidence.newest = signal.newest.at;
  count.evidence.samples = count.evidence.expected = 1;
  return count;
}

std::optional<AgentCount> of_pool(const PoolView& view) {
  return of_subject(view, view.subject);
}

/// The agents of the whole fleet are those of its pool when it has only one.
std::optional<AgentCount> of_fleet(const PoolView& view) {
  if (view.situation.fleet.pools.size() != 1) return std::nullopt;
  return of_subject(view, FleetWide{});
}

std::optional<AgentCount> of_machines(const PoolView& view) {
  const auto newest = newest_reading(view, Metric::agents);
  std::int64_t sum = 0;
  AgentCount count;
  count.evidence.subject = view.subject;
  for (const auto& machine : view.machines) {
    const auto signal =
        summarise(view.situation.readings.series(machine.subject, Metric::agents), newest, view.now);
    if (signal.quality != Quality::ok) continue;
    sum += signal.newest.value.in_milli();
    ++count.evidence.samples;
    count.evidence.newest = std::max(count.evidence.newest, signal.newest.at);
  }
  if (count.evidence.samples == 0) return std::nullopt;
  count.evidence.expected = view.count();
  count.agents = Measure::milli(sum);
  count.at_least = count.evidence.samples < count.evidence.expected;
  count.says = agents_in_words(*count.agents);
  if (count.at_least) {
    count.says = fmt::format("at least {} ({} of {} machines report)", count.says, count.evidence.samples,
                             count.evidence.expected);
  }
  return count;
}

std::optional<AgentCount> of_classes(const PoolView& view) {
  int sum = 0;
  bool any = false;
  AgentCount count;
  count.evidence.subject = view.subject;
  for (const auto& kind : view.situation.fleet.agents) {
    if (kind.pool != view.pool.name) continue;
    any = any || kind.count.has_value();
    count.at_least = count.at_least || !kind.count;
    sum += kind.count.value_or(0);
  }
  if (!any) return std::nullopt;
  count.agents = Measure::whole(sum);
  count.declared = true;
  count.says =
      fmt::format("{}{} declared", count.at_least ? "at least " : "", agents_in_words(*count.agents));
  return count;
}

}  // namespace

AgentCount count_agents(const PoolView& view) {
  auto count = of_pool(view);
  if (!count) count = of_machines(view);
  if (!count) count = of_fleet(view);
  if (!count) count = of_classes(view);
  if (!count) {
    count.emplace();
    count->says = fmt::format("nobody tells how many agents pool {} has", view.pool.name.value);
    return *count;
  }
  count->evidence.metric = Metric::agents;
  count->evidence.value = *count->agents;
  return *count;
}

}  // namespace muster
