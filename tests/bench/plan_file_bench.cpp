#include <benchmark/benchmark.h>

#include <string>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/core/propose.hpp"
#include "tests/bench/world_of_size.hpp"

using namespace muster;

namespace {

/// A plan in which every machine of the fleet is resized.
Plan plan_of_size(int machines) {
  return propose(bench::world_of_size(machines, 1), bench::bench_now()).plan;
}

void count_bytes(benchmark::State& state, const std::string& text, const Plan& plan) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
  state.counters["changes"] = static_cast<double>(plan.changes.size());
}

void write_plan_file(benchmark::State& state) {
  const auto plan = plan_of_size(static_cast<int>(state.range(0)));
  std::string text;
  for (auto _ : state) {
    auto written = write_plan(plan);
    if (!written) return state.SkipWithError("the plan was not written");
    text = *std::move(written);
  }
  count_bytes(state, text, plan);
}
BENCHMARK(write_plan_file)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void read_plan_file(benchmark::State& state) {
  const auto plan = plan_of_size(static_cast<int>(state.range(0)));
  const auto text = write_plan(plan);
  if (!text) return state.SkipWithError("the plan was not written");
  for (auto _ : state) {
    auto read = read_plan(*text, "plan.json");
    if (!read) return state.SkipWithError("the plan was not read back");
    benchmark::DoNotOptimize(read);
  }
  count_bytes(state, *text, plan);
}
BENCHMARK(read_plan_file)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
