#include "reconciler/core/decide/load/agents_waiting.hpp"

#include "reconciler/core/decide/load/silence.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {

std::optional<double> waiting_agents(const PoolView& view, Instant at) {
  const auto& series = view.inputs.readings.series(view.subject, Metric::agents_waiting);
  const auto signal = summarise(series, newest_reading(view, Metric::agents_waiting), at);
  if (signal.quality != Quality::ok) return std::nullopt;
  return signal.newest.value.as_double();
}

bool waiting_agents_unknown(const PoolView& view) {
  return is_reported(view, Metric::agents_waiting) && !waiting_agents(view, view.now);
}

}  // namespace muster
