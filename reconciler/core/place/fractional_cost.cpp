#include "reconciler/core/place/fractional_cost.hpp"

#include <algorithm>
#include <cmath>

namespace muster {
namespace {

/// Amount of each resource for a micro-dollar.
struct Yield {
  double cpu = 0;
  double memory = 0;
};

double cross(const Yield& from, const Yield& a, const Yield& b) {
  return (a.cpu - from.cpu) * (b.memory - from.memory) - (a.memory - from.memory) * (b.cpu - from.cpu);
}

/// The best yields, from the most memory to the most CPU: the upper right hull with its two axes.
std::vector<Yield> best_yields(const std::vector<Offer>& offers) {
  std::vector<Yield> yields;
  double most_cpu = 0;
  double most_memory = 0;
  for (const auto& offer : offers) {
    const auto price = static_cast<double>(offer.price.monthly.in_micros());
    if (price <= 0) continue;
    yields.push_back({static_cast<double>(offer.capacity.cpu_milli) / price,
                      static_cast<double>(offer.capacity.memory_mib) / price});
    most_cpu = std::max(most_cpu, yields.back().cpu);
    most_memory = std::max(most_memory, yields.back().memory);
  }
  yields.push_back({0, most_memory});
  yields.push_back({most_cpu, 0});
  std::sort(yields.begin(), yields.end(), [](const Yield& a, const Yield& b) {
    return a.cpu != b.cpu ? a.cpu < b.cpu : a.memory > b.memory;
  });
  std::vector<Yield> hull;
  for (const auto& yield : yields) {
    while (hull.size() >= 2 && cross(hull[hull.size() - 2], hull.back(), yield) >= 0) hull.pop_back();
    hull.push_back(yield);
  }
  return hull;
}

}  // namespace

Worth worth_of(const std::vector<Offer>& offers, const Resources& demand) {
  const auto hull = best_yields(offers);
  Worth best;
  for (std::size_t i = 1; i < hull.size(); ++i) {
    const auto& a = hull[i - 1];
    const auto& b = hull[i];
    // Both ends of the edge have exactly the value of their price.
    const double area = a.cpu * b.memory - b.cpu * a.memory;
    if (area == 0) continue;
    const Worth worth{(b.memory - a.memory) / area, (a.cpu - b.cpu) / area};
    if (worth.of_cpu_milli < 0 || worth.of_memory_mib < 0) continue;
    if (worth.of(demand) > best.of(demand) || best.of({1, 1}) == 0) best = worth;
  }
  return best;
}

Money fractional_cost(const std::vector<Offer>& offers, const Resources& demand) {
  return Money::micros(static_cast<std::int64_t>(std::floor(worth_of(offers, demand).of(demand))));
}

}  // namespace muster
