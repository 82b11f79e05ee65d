#include "reconciler/core/simulate/backtest/demand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace muster::backtest {

Result<Demand> demand_of(const std::vector<TracePoint>& trace) {
  if (trace.size() < 2) return Error{ErrorKind::invalid, "a trace needs at least two rows"};
  const auto step = trace[1].at - trace[0].at;
  const auto tick = std::chrono::seconds(kTickSeconds);
  if (step < tick || step % tick != Duration(0)) {
    return Error{ErrorKind::invalid, fmt::format("rows must be a multiple of {} apart, not {}",
                                                 format_duration(tick), format_duration(step))};
  }
  const auto per_row = static_cast<int>(step / tick);
  if (trace.size() * static_cast<std::size_t>(per_row) < 2 * kDay) {
    return Error{ErrorKind::invalid,
                 "a trace needs at least two days: muster only learns from the first one"};
  }

  std::vector<double> values;
  values.reserve(trace.size());
  for (const auto& point : trace) values.push_back(std::max(0.0, point.value));
  auto sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const auto rank = static_cast<std::size_t>(0.999 * static_cast<double>(sorted.size()));
  const double quantile = sorted[std::min(sorted.size() - 1, rank)];
  if (quantile <= 0) return Error{ErrorKind::invalid, "the trace is zero 99.9% of the time"};

  const double scale = kPeakVcpus / quantile;
  const bool held = step <= std::chrono::minutes(5);
  Demand demand;
  demand.reserve(values.size() * static_cast<std::size_t>(per_row));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double from = values[i];
    const double to = i + 1 < values.size() ? values[i + 1] : from;
    for (int j = 0; j < per_row; ++j) {
      demand.push_back(held ? scale * from : scale * (from + (to - from) * j / per_row));
    }
  }
  return demand;
}

bool is_bursty(const std::vector<TracePoint>& trace) {
  double change = 0;
  double sum = 0;
  for (std::size_t i = 0; i < trace.size(); ++i) {
    sum += trace[i].value;
    if (i > 0) change += std::abs(trace[i].value - trace[i - 1].value);
  }
  return change >= 0.2 * sum;
}

std::vector<int> need_of(const Demand& demand) {
  std::vector<int> need;
  need.reserve(demand.size());
  for (const double wanted : demand)
    need.push_back(std::max(1, static_cast<int>(std::ceil(wanted / kHigh - 1e-9))));
  return need;
}

}  // namespace muster::backtest
