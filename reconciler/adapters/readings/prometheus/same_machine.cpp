#include "reconciler/adapters/readings/prometheus/same_machine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/adapters/readings/reading_range.hpp"

namespace muster {

JoinedSeries join(const SeriesOfSubject& series, Metric metric) {
  JoinedSeries joined;
  std::optional<Instant> first;
  std::optional<Instant> last;
  for (const auto* each : series) {
    for (const auto& point : each->points) {
      const auto value = believable(metric, point.value);
      if (!value && !joined.odd) joined.odd = point.value.substr(0, 30);
      const auto [known, is_new] = joined.values.try_emplace(point.at, value);
      if (is_new || known->second == value) continue;
      first = first ? std::min(*first, point.at) : point.at;
      last = last ? std::max(*last, point.at) : point.at;
    }
  }
  if (!first) return joined;
  joined.differ = true;
  const auto end = joined.values.upper_bound(*last);
  for (auto at = joined.values.find(*first); at != end; ++at) at->second = std::nullopt;
  return joined;
}

std::string advice_on(const SeriesOfSubject& series, const Subject& subject, const std::string& label) {
  auto text = fmt::format("{} series for {} differ", series.size(), to_string(subject));
  const auto other = std::find_if(series.begin(), series.end(), [&](const PrometheusSeries* each) {
    return each->label != series.front()->label;
  });
  if (other == series.end()) return text + fmt::format("; sum by ({})?", label);
  return text + fmt::format(": {} and {} both name it; query one of them",
                            quoted_in_message(series.front()->label), quoted_in_message((*other)->label));
}

}  // namespace muster
