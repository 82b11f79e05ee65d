#include <benchmark/benchmark.h>

#include "reconciler/core/place/check_placement.hpp"
#include "reconciler/core/place/place_agents.hpp"
#include "tests/support/agents_of_size.hpp"

using namespace muster;

namespace {

/// Agents of five kinds over 400 offers, none of them running yet; the placement is checked rule by rule.
void place_new_agents(benchmark::State& state) {
  const auto task = agents_of_size(static_cast<int>(state.range(0)));
  AgentPlacement placement;
  for (auto _ : state) {
    placement = place_agents(task);
    benchmark::DoNotOptimize(placement);
  }
  if (!placement.unplaced.empty()) state.SkipWithError("an agent was not placed");
  if (!check_placement(task, placement).empty()) state.SkipWithError("a rule was broken");
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["machines"] = static_cast<double>(placement.machines.size());
  state.counters["dollars_month"] = static_cast<double>(placement.bought.monthly.in_micros()) / 1e6;
  state.counters["per_agent"] =
      benchmark::Counter(static_cast<double>(state.range(0)),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(place_new_agents)->Arg(1'000)->Arg(5'000)->Arg(20'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// The same agents, all running where they were placed: nobody moves.
void keep_placed_agents(benchmark::State& state) {
  auto task = agents_of_size(static_cast<int>(state.range(0)));
  const auto first = place_agents(task);
  task.machines = first.machines;
  for (std::size_t i = 0; i < task.agents.size(); ++i) task.agents[i].on = first.host[i];
  for (auto _ : state) {
    const auto placement = place_agents(task);
    if (placement.moves != 0) state.SkipWithError("an agent moved");
    benchmark::DoNotOptimize(placement);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(keep_placed_agents)->Arg(1'000)->Arg(20'000)->Unit(benchmark::kMillisecond);

}  // namespace
