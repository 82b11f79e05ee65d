#include <benchmark/benchmark.h>

#include "reconciler/core/propose.hpp"
#include "tests/bench/world_of_size.hpp"

using namespace muster;

namespace {

/// The whole pipeline on a fleet where one machine in twenty is too hot: decide, diff, cost, plan, digest.
void propose_with_changes(benchmark::State& state) {
  const auto machines = static_cast<int>(state.range(0));
  const auto world = bench::world_of_size(machines, 20);
  std::size_t changes = 0;
  for (auto _ : state) {
    const auto proposal = propose(world, bench::bench_now());
    changes = proposal.plan.changes.size();
    benchmark::DoNotOptimize(changes);
  }
  state.counters["changes"] = static_cast<double>(changes);
  state.counters["per_machine"] = benchmark::Counter(
      machines, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(propose_with_changes)
    ->Arg(100)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);

/// The same on a fleet that needs nothing.
void propose_nothing(benchmark::State& state) {
  const auto machines = static_cast<int>(state.range(0));
  const auto world = bench::world_of_size(machines, 0);
  for (auto _ : state) {
    auto proposal = propose(world, bench::bench_now());
    if (!proposal.plan.changes.empty()) state.SkipWithError("a change was proposed");
    benchmark::DoNotOptimize(proposal);
  }
  state.counters["per_machine"] = benchmark::Counter(
      machines, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(propose_nothing)->Arg(100)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
