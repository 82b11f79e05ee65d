#include "reconciler/adapters/config/policy/load_forecast.hpp"

#include "reconciler/adapters/config/policy/load_target.hpp"

namespace muster {

Forecast load_forecast(const DeclaredFields& spec) {
  const auto fields = spec.map("forecast");
  Forecast forecast;
  forecast.at = spec.at("forecast");
  forecast.metric = metric_of(fields.text("metric")).value_or(Metric::cpu);
  forecast.active = fields.text("mode") == "active";
  if (forecast.metric == Metric::agents && !fields.has("below"))
    fields.report("below", "the limit of agents of a machine is missing", "below: 10, for instance");
  forecast.below = load_edge(fields, "below", forecast.metric).value_or(forecast.below);
  forecast.sure_percent = fields.number("sure", forecast.sure_percent);
  forecast.min_history = fields.duration("min_history", forecast.min_history);
  return forecast;
}

}  // namespace muster
