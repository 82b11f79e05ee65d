#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reconciler/cli/views/backtest/backtest_views.hpp"
#include "reconciler/cli/views/layout/xml_text.hpp"

namespace muster {
namespace {

constexpr int kWidth = 1200;
constexpr int kHeight = 420;
constexpr int kLeft = 56;
constexpr int kRight = 16;
constexpr int kTop = 64;
constexpr int kBottom = 44;
constexpr int kColumns = kWidth - kLeft - kRight;  // One pixel column each.

/// The extremes of the ticks in one pixel column; otherwise short overloads would vanish.
struct Slice {
  double demand_most = 0;
  double capacity_least = 0;
  double capacity_most = 0;
  bool overloaded = false;
};

std::vector<Slice> slices_of(const backtest::Demand& demand, const std::vector<double>& supply) {
  std::vector<Slice> slices(kColumns);
  const auto ticks = demand.size();
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const auto from = i * ticks / slices.size();
    const auto to = std::max(from + 1, (i + 1) * ticks / slices.size());
    auto& slice = slices[i];
    slice.capacity_least = supply[from];
    for (auto t = from; t < to && t < ticks; ++t) {
      slice.demand_most = std::max(slice.demand_most, demand[t]);
      slice.capacity_least = std::min(slice.capacity_least, supply[t]);
      slice.capacity_most = std::max(slice.capacity_most, supply[t]);
      slice.overloaded = slice.overloaded || demand[t] > supply[t] + 1e-9;
    }
  }
  return slices;
}

double round_up(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))));
  return std::ceil(value / unit) * unit;
}

double y_of(double vcpus, double top) {
  return kTop + (kHeight - kTop - kBottom) * (1 - vcpus / top);
}

std::string grid(double top, std::size_t ticks) {
  std::string svg;
  for (int i = 0; i <= 4; ++i) {
    const double vcpus = top * i / 4;
    const double y = y_of(vcpus, top);
    svg += fmt::format("<line x1='{}' y1='{:.1f}' x2='{}' y2='{:.1f}' stroke='#e5e7eb'/>", kLeft, y,
                       kWidth - kRight, y);
    svg += fmt::format("<text x='{}' y='{:.1f}' text-anchor='end'>{:.0f}</text>", kLeft - 8, y + 4, vcpus);
  }
  const auto days = static_cast<int>(ticks / backtest::kDay);
  const int every = std::max(1, days / 14);
  for (int day = 0; day <= days; day += every) {
    const double x =
        kLeft + static_cast<double>(kColumns) * day * backtest::kDay / static_cast<double>(ticks);
    svg += fmt::format("<text x='{:.1f}' y='{}' text-anchor='middle'>day {}</text>", x, kHeight - 22, day);
  }
  return svg;
}

std::string bars(const std::vector<Slice>& slices, double top) {
  std::string capacity, demand, overload;
  const double base = y_of(0, top);
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const auto x = kLeft + static_cast<int>(i);
    const auto& slice = slices[i];
    capacity += fmt::format("M{} {:.1f}V{:.1f}", x, base, y_of(slice.capacity_most, top));
    demand += fmt::format("M{} {:.1f}V{:.1f}", x, base, y_of(slice.demand_most, top));
    if (slice.overloaded) {
      overload +=
          fmt::format("M{} {:.1f}V{:.1f}", x, y_of(slice.capacity_least, top), y_of(slice.demand_most, top));
    }
  }
  return fmt::format(
      "<path d='{}' stroke='#bfdbfe'/><path d='{}' stroke='#2563eb'/><path d='{}' stroke='#dc2626' "
      "stroke-width='2'/>",
      capacity, demand, overload);
}

}  // namespace

std::string backtest_svg(const BacktestRun& run, const backtest::Ranking& standing) {
  const auto slices = slices_of(run.demand, standing.replay.supply);
  double most = 1;
  for (const auto& slice : slices) most = std::max({most, slice.demand_most, slice.capacity_most});
  const double top = round_up(most);
  const auto& score = standing.score;
  std::string svg = fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {0} {1}' width='{0}' height='{1}' "
      "font-family='system-ui,sans-serif' font-size='12' fill='#374151'><rect width='{0}' height='{1}' "
      "fill='#fff'/>",
      kWidth, kHeight);
  svg += fmt::format("<text x='{}' y='24' font-size='16' font-weight='600' fill='#111827'>{} on {}</text>",
                     kLeft, xml_text(standing.name), xml_text(run.trace));
  svg += fmt::format(
      "<text x='{}' y='46'>${:.0f} for 28 days, {:.2f}x the least possible; overloaded {:.3f}% of the time; "
      "{:.1f}% used; {:.2f} reversals an hour</text>",
      kLeft, score.month, score.cost_ratio, score.overload, score.utilisation, score.reversals_an_hour);
  svg += fmt::format(
      "<g transform='translate({},18)'><rect width='12' height='12' fill='#2563eb'/><text x='18' "
      "y='11'>demand</text>"
      "<rect x='80' width='12' height='12' fill='#bfdbfe'/><text x='98' y='11'>capacity</text>"
      "<rect x='166' width='12' height='12' fill='#dc2626'/><text x='184' y='11'>overload</text></g>",
      kWidth - 270);
  svg += grid(top, run.demand.size()) + bars(slices, top);
  svg += fmt::format(
      "<text x='{}' y='{}' font-size='11' fill='#6b7280'>vCPUs; the first day is warm-up and not "
      "scored</text>",
      kLeft, kHeight - 6);
  return svg + "</svg>\n";
}

}  // namespace muster
