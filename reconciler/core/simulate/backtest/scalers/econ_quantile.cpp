#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

#include "reconciler/core/simulate/backtest/scalers/baselines.hpp"

namespace muster::backtest {
namespace {

constexpr double kStep = 0.1;      // Of the logarithm of headroom.
constexpr int kHeadroomBins = 34;  // Headroom from 1 to e^3.3.
constexpr int kForecasters = 6;
constexpr double kLeastDemand = 0.8;  // vCPUs: below one machine at 80% nothing can be saved.

/// A decayed histogram of ln(demand / forecast).
using Misses = std::array<double, 2 * kHeadroomBins>;

class EconQuantileScaler : public Scaler {
 public:
  EconQuantileScaler(EconQuantile options, SignalKind signal, int provisioning)
      : options_(std::move(options)),
        signal_(signal),
        provisioning_(provisioning),
        growth_(std::pow(2.0, kTickSeconds / (options_.half_life_hours * 3600))),
        windows_(kForecasters * options_.holds.size()),
        misses_(kForecasters * options_.holds.size(), Misses{}) {}

  void start(SimulatedFleet& fleet, const Demand&) override {
    fleet.add_now(size_of_unit(options_.unit == 0 ? 1 : options_.unit));
  }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    const bool censored = seen.utilisation >= 0.995 && signal_ == SignalKind::cpu;
    const double demand = censored ? 1.3 * seen.used : seen.used;  // At capacity: assume 30% more.
    seen_.push_back(demand);
    sums_.push_back(sums_.back() + demand);
    learn(demand);
    const auto held = held_forecasts();
    auto& logs = open_.emplace_back();
    for (const double value : held) logs.push_back(std::log(value));
    if (seen.tick % 10 == 0) choose();

    const auto n = static_cast<int>(seen_.size());
    double want =
        std::max(held[best_forecast_] * std::exp(best_headroom_ * kStep), mean(n - 4, n) / options_.target);
    if (seen.utilisation >= 0.98 && signal_ == SignalKind::cpu) want = escalated(fleet, want);
    wanted_.emplace_back(seen.tick, want);
    while (wanted_.front().first < seen.tick - options_.stabilise) wanted_.pop_front();
    double hold = 0;
    for (const auto& [tick, vcpus] : wanted_) hold = std::max(hold, vcpus);
    const double have = fleet.total();
    const auto size = static_cast<std::size_t>(size_of_unit(options_.unit == 0 ? 1 : options_.unit));
    if (want > have + 1e-9) {
      go_to(fleet, options_.unit, want);
    } else if (have - hold >= simulated_ladder()[size].capacity) {
      go_to(fleet, options_.unit, hold);
    }
  }

 private:
  double mean(int from, int to) const {
    from = std::max(from, 0);
    return (sums_[static_cast<std::size_t>(to)] - sums_[static_cast<std::size_t>(from)]) /
           std::max(1, to - from);
  }

  /// Records the real load for the forecasts of the time when a machine ordered then would serve now.
  void learn(double demand) {
    if (static_cast<int>(open_.size()) != provisioning_ + 1) return;
    const double log_demand = std::log(std::max(kLeastDemand, demand));
    weight_ *= growth_;
    for (std::size_t i = 0; i < misses_.size(); ++i) {
      const int bin =
          static_cast<int>(std::ceil((log_demand - open_.front()[i]) / kStep - 1e-9)) + kHeadroomBins;
      misses_[i][static_cast<std::size_t>(std::clamp(bin, 0, 2 * kHeadroomBins - 1))] += weight_;
    }
    open_.pop_front();
    if (weight_ <= 1e12) return;
    for (auto& histogram : misses_) {
      for (auto& count : histogram) count /= weight_;
    }
    weight_ = 1;
  }

  std::array<double, kForecasters> forecasts() const {
    const auto n = static_cast<int>(seen_.size());
    const double level = mean(n - 20, n);
    std::array<double, kForecasters> all = {seen_.back(), level, mean(n - 120, n),
                                            level,        level, seen_.back()};
    const std::array<int, 2> lags = {kDay, 7 * kDay};
    for (std::size_t j = 0; j < lags.size(); ++j) {
      if (n <= lags[j] + 20) continue;
      const int then = n - lags[j];
      const double trend = (mean(then, then + 10) + 0.4) / (mean(then - 20, then) + 0.4);
      all[3 + j] = level * std::min(4.0, std::max(0.25, trend));
    }
    if (n > kDay + 10) {
      const auto from = seen_.begin() + (n - kDay - 2);
      all[5] = std::max(seen_.back(), *std::max_element(from, from + 10));
    }
    return all;
  }

  /// Each forecast as the rolling maximum over each hold time.
  std::vector<double> held_forecasts() {
    const auto n = static_cast<int>(seen_.size());
    std::vector<double> held;
    held.reserve(windows_.size());
    const auto all = forecasts();
    for (std::size_t j = 0; j < all.size(); ++j) {
      for (std::size_t m = 0; m < options_.holds.size(); ++m) {
        auto& window = windows_[j * options_.holds.size() + m];
        while (!window.empty() && window.back().second <= all[j]) window.pop_back();
        window.emplace_back(n, all[j]);
        if (window.front().first <= n - options_.holds[m]) window.pop_front();
        held.push_back(std::max(kLeastDemand, window.front().second));
      }
    }
    return held;
  }

  /// The forecast and headroom with the least E ln(capacity / demand) + price * P(overload).
  void choose() {
    double least = 1e9;
    const double base = -std::log(options_.target);
    const int shift = static_cast<int>(std::nearbyint(base / kStep));
    for (std::size_t j = 0; j < misses_.size(); ++j) {
      const auto& histogram = misses_[j];
      double total = 0;
      for (const double count : histogram) total += count;
      if (total <= 0) continue;
      std::array<double, 2 * kHeadroomBins + 1> tail{};
      for (std::size_t b = 2 * kHeadroomBins; b-- > 0;) tail[b] = tail[b + 1] + histogram[b];
      double spare = 0;
      for (int b = 0; b < 2 * kHeadroomBins; ++b) {
        spare += histogram[static_cast<std::size_t>(b)] * std::max((kHeadroomBins - b) * kStep, base);
      }
      spare /= total;
      for (int k = 0; k < kHeadroomBins; ++k) {
        const auto i = static_cast<std::size_t>(k + kHeadroomBins);
        if (k > 0)
          spare += kStep * (total - tail[static_cast<std::size_t>(std::max(0, k + kHeadroomBins - shift))]) /
                   total;
        const double price =
            spare + options_.price_of_overload * (tail[i + 1] + tail[i] / 10 + tail[i - 1] / 40) / total;
        if (price >= least - 1e-12) continue;
        least = price;
        best_forecast_ = j;
        best_headroom_ = k;
      }
    }
  }

  EconQuantile options_;
  SignalKind signal_;
  int provisioning_;
  double growth_;
  double weight_ = 1;
  std::vector<double> seen_;
  std::vector<double> sums_{0.0};
  std::deque<std::vector<double>> open_;
  std::vector<std::deque<std::pair<int, double>>> windows_;
  std::vector<Misses> misses_;
  std::deque<std::pair<int, double>> wanted_;
  std::size_t best_forecast_ = 0;
  int best_headroom_ = 3;
};

}  // namespace

std::unique_ptr<Scaler> econ_quantile(EconQuantile options, SignalKind signal, int provisioning_ticks) {
  return std::make_unique<EconQuantileScaler>(std::move(options), signal, provisioning_ticks);
}

}  // namespace muster::backtest
