#include <benchmark/benchmark.h>

#include <vector>

#include "reconciler/core/forecast/outlook.hpp"

using namespace muster;

namespace {

constexpr Instant kBegin{std::chrono::hours(24 * 365 * 56)};

/// A load with a day's shape and some noise, different for each series.
std::int64_t load_at(int series, int bin) {
  const int of_day = bin % 144;
  const int hump = of_day * (144 - of_day);
  const auto noise = (static_cast<std::int64_t>(series) * 7919 + bin * 104'729) % 997;
  return 50'000 + hump * (10 + series % 7) + noise * 20;
}

/// So many series that remember eight days.
std::vector<forecast::LoadHistory> eight_days(int series) {
  std::vector<forecast::LoadHistory> memories(static_cast<std::size_t>(series));
  for (int i = 0; i < series; ++i) {
    for (int bin = 0; bin < 8 * 144; ++bin) {
      forecast::take(memories[static_cast<std::size_t>(i)], kBegin + forecast::kBin * std::int64_t{bin},
                     load_at(i, bin));
    }
  }
  return memories;
}

/// One round of the loop at the end of a bin: a reading of each, judged, learnt, foretold.
void learn_and_foretell(benchmark::State& state) {
  const auto series = static_cast<int>(state.range(0));
  auto memories = eight_days(series);
  int bin = 8 * 144;
  std::int64_t sum = 0;
  for (auto _ : state) {
    for (int i = 0; i < series; ++i) {
      auto& memory = memories[static_cast<std::size_t>(i)];
      forecast::take(memory, kBegin + forecast::kBin * std::int64_t{bin}, load_at(i, bin));
      sum += forecast::expect(memory, std::chrono::minutes(2), std::chrono::hours(24)).upper;
    }
    ++bin;
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(learn_and_foretell)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

/// All of the past anew: eight days of bins, as after a lost store.
void learn_from_nothing(benchmark::State& state) {
  const auto series = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(eight_days(series));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(learn_from_nothing)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
