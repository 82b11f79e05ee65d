#include "reconciler/cli/views/backtest/frontier_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reconciler/cli/views/layout/xml_text.hpp"

namespace muster {
namespace {

constexpr double kFrontierWidth = 800;
constexpr double kFrontierHeight = 440;
constexpr double kFrontierLeft = 84;
constexpr double kFrontierRight = 56;
constexpr double kFrontierTop = 92;
constexpr double kFrontierBottom = 64;
/// Less is drawn at this height, because a logarithmic axis has no zero.
constexpr double kLeastOverload = 0.01;  // Percent.

struct Axes {
  double least_month = 0, most_month = 1;                                       ///< Dollars.
  double least_overload = kLeastOverload, most_overload = 10 * kLeastOverload;  ///< Percent.

  double x(double month) const {
    return kFrontierLeft + (kFrontierWidth - kFrontierLeft - kFrontierRight) * (month - least_month) /
                               (most_month - least_month);
  }
  double y(double overload) const {
    const double at = std::log(std::max(overload, least_overload) / least_overload);
    return kFrontierHeight - kFrontierBottom -
           (kFrontierHeight - kFrontierTop - kFrontierBottom) * at / std::log(most_overload / least_overload);
  }
};

/// The largest of 1, 2 and 5 times a power of ten that divides the span into four parts at least.
double step_of(double span) {
  const double unit = std::pow(10.0, std::floor(std::log10(std::max(span, 1e-6) / 4)));
  double step = unit;
  for (const double times : {2.0, 5.0, 10.0}) {
    if (span / (unit * times) >= 4) step = unit * times;
  }
  return step;
}

Axes axes_of(const std::vector<FrontierPoint>& points) {
  Axes axes;
  if (points.empty()) return axes;
  const auto [cheapest, dearest] = std::minmax_element(
      points.begin(), points.end(), [](const auto& a, const auto& b) { return a.month < b.month; });
  const double step = step_of(std::max(dearest->month - cheapest->month, 0.1 * dearest->month));
  axes.least_month = std::max(0.0, std::floor(cheapest->month / step - 0.25) * step);
  axes.most_month = std::ceil(dearest->month / step + 0.25) * step;
  const auto [rarest, most_often] = std::minmax_element(
      points.begin(), points.end(), [](const auto& a, const auto& b) { return a.overload < b.overload; });
  while (axes.least_overload * 10 < rarest->overload) axes.least_overload *= 10;
  axes.most_overload = axes.least_overload * 10;
  while (axes.most_overload < most_often->overload) axes.most_overload *= 10;
  return axes;
}

std::string grid(const Axes& axes) {
  std::string svg;
  const double step = step_of(axes.most_month - axes.least_month);
  for (double month = axes.least_month; month <= axes.most_month + step / 2; month += step) {
    svg += fmt::format("<line x1='{0:.1f}' y1='{1}' x2='{0:.1f}' y2='{2}' stroke='#e5e7eb'/>", axes.x(month),
                       kFrontierTop, kFrontierHeight - kFrontierBottom);
    svg += fmt::format("<text x='{:.1f}' y='{}' text-anchor='middle'>${:g}</text>", axes.x(month),
                       kFrontierHeight - kFrontierBottom + 20, month);
  }
  for (double overload = axes.least_overload; overload <= axes.most_overload * 1.01; overload *= 10) {
    svg += fmt::format("<line x1='{0}' y1='{1:.1f}' x2='{2}' y2='{1:.1f}' stroke='#e5e7eb'/>", kFrontierLeft,
                       axes.y(overload), kFrontierWidth - kFrontierRight);
    const char* or_less = overload <= axes.least_overload ? "&#8804; " : "";
    svg += fmt::format("<text x='{}' y='{:.1f}' text-anchor='end'>{}{:g}%</text>", kFrontierLeft - 8,
                       axes.y(overload) + 4, or_less, overload);
  }
  return svg;
}

/// A dot with its label: above and to the right of it, or below and to the left, so that neighbours on a
/// falling curve do not cover each other.
std::string dot(const FrontierPoint& point, const Axes& axes, bool above) {
  const auto x = axes.x(point.month), y = axes.y(point.overload);
  const char* colour = point.present ? "#b45309" : "#1d4ed8";
  const auto label = xml_text(point.label) + (point.present ? " (now)" : "");
  return fmt::format(
      "<circle cx='{:.1f}' cy='{:.1f}' r='{}' fill='{}'/><text x='{:.1f}' y='{:.1f}' text-anchor='{}' "
      "fill='{}'{}>{}</text>",
      x, y, point.present ? 8 : 5, colour, above ? x + 8 : x - 8, above ? y - 10 : y + 18,
      above ? "start" : "end", colour, point.present ? " font-weight='600'" : "", label);
}

/// Joins the labels of settings that are drawn at the same place: they gave the same fleet.
std::vector<FrontierPoint> without_doubles(const std::vector<FrontierPoint>& points, const Axes& axes) {
  constexpr double kSamePlace = 3;  // Pixels.
  std::vector<FrontierPoint> distinct;
  for (const auto& point : points) {
    const auto same = std::find_if(distinct.begin(), distinct.end(), [&](const FrontierPoint& other) {
      return other.present == point.present && other.on_curve == point.on_curve &&
             std::abs(axes.x(other.month) - axes.x(point.month)) < kSamePlace &&
             std::abs(axes.y(other.overload) - axes.y(point.overload)) < kSamePlace;
    });
    if (same == distinct.end()) {
      distinct.push_back(point);
    } else {
      same->label += ", " + point.label;
    }
  }
  return distinct;
}

std::string curve(const std::vector<FrontierPoint>& points, const Axes& axes) {
  std::string line, dots;
  bool above = true;
  for (const auto& point : without_doubles(points, axes)) {
    dots += dot(point, axes, above || point.present);
    above = !above;
    if (!point.on_curve) continue;
    line +=
        fmt::format("{}{:.1f} {:.1f}", line.empty() ? "M" : "L", axes.x(point.month), axes.y(point.overload));
  }
  if (!line.empty()) line = fmt::format("<path d='{}' fill='none' stroke='#1d4ed8' stroke-width='2'/>", line);
  return line + dots;
}

}  // namespace

std::string frontier_svg(const Frontier& frontier) {
  const auto axes = axes_of(frontier.points);
  std::string svg = fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {0} {1}' width='{0}' height='{1}' role='img' "
      "font-family='system-ui,sans-serif' font-size='13' fill='#374151'><title>Cost against overload</title>"
      "<rect width='{0}' height='{1}' rx='8' fill='#fff'/>",
      kFrontierWidth, kFrontierHeight);
  svg += fmt::format(
      "<text x='24' y='32' font-size='17' font-weight='600' fill='#111827'>Cost against overload: {}</text>",
      xml_text(frontier.loads));
  svg += fmt::format("<text x='24' y='54'>{:.10} to {:.10}; each point is one setting of headroom</text>",
                     format_instant(frontier.from), format_instant(frontier.until));
  svg += fmt::format("<text x='24' y='{}'>Time in overload</text>", kFrontierTop - 14);
  svg += grid(axes) + curve(frontier.points, axes);
  svg += fmt::format("<text x='{:.1f}' y='{}' text-anchor='middle'>Bill for 28 days</text>",
                     (kFrontierLeft + kFrontierWidth - kFrontierRight) / 2, kFrontierHeight - 18);
  return svg + "</svg>\n";
}

}  // namespace muster
