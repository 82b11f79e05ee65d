#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <optional>

#include "reconciler/core/simulate/backtest/scalers/baselines.hpp"

namespace muster::backtest {
namespace {

constexpr int kBinsADay = kDay / kTicksPerBin;

class HoltWintersScaler : public Scaler {
 public:
  HoltWintersScaler(HoltWinters options, SignalKind signal) : options_(options), signal_(signal) {}

  void start(SimulatedFleet& fleet, const Demand&) override {
    fleet.add_now(size_of_unit(options_.unit == 0 ? 1 : options_.unit));
  }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    bin_.push_back(seen.used);
    if (static_cast<int>(bin_.size()) == kTicksPerBin) finish_bin();
    const double forecast = highest_.value_or(seen.used);
    double want = std::max({(forecast + std::max(0.0, headroom_)) / options_.rho, forecast / options_.target,
                            seen.used / options_.target});
    if (seen.utilisation >= 0.98 && signal_ == SignalKind::cpu) want = escalated(fleet, want);
    wanted_.emplace_back(seen.tick, want);
    while (wanted_.front().first < seen.tick - options_.stabilise) wanted_.pop_front();
    const double have = fleet.total();
    double held = 0;
    for (const auto& [tick, vcpus] : wanted_) held = std::max(held, vcpus);
    const auto size = static_cast<std::size_t>(size_of_unit(options_.unit == 0 ? 1 : options_.unit));
    if (want > have + 1e-9) {
      go_to(fleet, options_.unit, want);
    } else if (have - held >= simulated_ladder()[size].capacity) {
      go_to(fleet, options_.unit, held);
    }
  }

 private:
  void finish_bin() {
    double sum = 0;
    for (const double used : bin_) sum += used;
    const double mean = sum / kTicksPerBin;
    const double peak = *std::max_element(bin_.begin(), bin_.end());
    const auto season = static_cast<std::size_t>(count_ % kBinsADay);
    if (count_ > 0) {
      misses_.push_back(peak - forecast_);
      if (misses_.size() > kBinsADay) misses_.pop_front();
    }
    if (count_ < kBinsADay) {
      first_day_.push_back(mean);
      level_ = count_ == 0 ? mean : level_ + options_.alpha * (mean - level_);
    } else {
      const double error = mean - (level_ + season_[season]);
      level_ += options_.alpha * error;
      season_[season] += options_.gamma * (1 - options_.alpha) * error;
    }
    if (++count_ == kBinsADay) start_season();
    double highest = -1e300;
    for (int ahead = 0; ahead <= options_.ahead; ++ahead) {
      highest = std::max(highest, level_ + season_[static_cast<std::size_t>((count_ + ahead) % kBinsADay)]);
    }
    forecast_ = level_ + season_[static_cast<std::size_t>(count_ % kBinsADay)];
    highest_ = highest;
    std::vector<double> sorted(misses_.begin(), misses_.end());
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(options_.quantile * static_cast<double>(sorted.size()));
    headroom_ = sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, rank)];
    bin_.clear();
  }

  void start_season() {
    double mean = 0;
    for (const double value : first_day_) mean += value;
    mean /= kBinsADay;
    for (std::size_t i = 0; i < kBinsADay; ++i) season_[i] = first_day_[i] - mean;
    level_ = first_day_.back() - season_[kBinsADay - 1];
  }

  HoltWinters options_;
  SignalKind signal_;
  std::array<double, kBinsADay> season_{};
  double level_ = 0;
  int count_ = 0;
  std::vector<double> bin_;
  std::vector<double> first_day_;
  std::deque<double> misses_;
  std::deque<std::pair<int, double>> wanted_;
  double forecast_ = 0;
  std::optional<double> highest_;
  double headroom_ = 0;
};

}  // namespace

std::unique_ptr<Scaler> holt_winters(HoltWinters options, SignalKind signal) {
  return std::make_unique<HoltWintersScaler>(options, signal);
}

}  // namespace muster::backtest
