#include <algorithm>
#include <cmath>
#include <deque>

#include "reconciler/core/simulate/backtest/scalers/baselines.hpp"

namespace muster::backtest {
namespace {

constexpr std::size_t kBinsPerDay = 288;
constexpr std::size_t kBinsPerWeek = 7 * kBinsPerDay;

class TargetTrackingScaler : public Scaler {
 public:
  explicit TargetTrackingScaler(TargetTracking options) : options_(std::move(options)) {}

  void start(SimulatedFleet& fleet, const Demand&) override { fleet.add_now(size_of_unit(options_.unit)); }

  void decide(const Observation& seen, SimulatedFleet& fleet) override {
    remember(seen.used);
    const double capacity =
        simulated_ladder()[static_cast<std::size_t>(size_of_unit(options_.unit))].capacity;
    const int machines = static_cast<int>(fleet.servers().size());
    const auto machines_for = [&](double used) {
      return static_cast<int>(std::ceil(used / (capacity * options_.target) - 1e-9));
    };
    int want = machines;
    const int least =
        options_.predict.empty() ? 1 : std::max(1, static_cast<int>(std::ceil(floor() / capacity - 1e-9)));
    if (seen.tick % 2 == 0) {  // A point a minute.
      const double mean = (seen.utilisation + before_) / 2;
      above_ = mean > options_.target ? above_ + 1 : 0;
      below_ = mean < 0.9 * options_.target ? below_ + 1 : 0;
      if (above_ >= options_.out_points) {
        want = std::max(machines, machines_for(seen.used));
      } else if (below_ >= options_.in_points) {
        want = std::min(machines, machines_for(*std::max_element(window_.begin(), window_.end())));
        below_ = 0;
      }
    }
    before_ = seen.utilisation;
    fleet.go_to_count(size_of_unit(options_.unit), std::max(want, least));
  }

 private:
  void remember(double used) {
    window_.push_back(used);
    if (window_.size() > static_cast<std::size_t>(2 * options_.in_points)) window_.pop_front();
    bin_sum_ += used;
    if (++bin_ticks_ < kTicksPerBin) return;
    bins_.push_back(bin_sum_ / kTicksPerBin);
    bin_sum_ = 0;
    bin_ticks_ = 0;
  }

  /// vCPUs that the same bins of a day or a week ago would need.
  double floor() const {
    double highest = 0;
    for (std::size_t bin = bins_.size(); bin <= bins_.size() + static_cast<std::size_t>(options_.lead_bins);
         ++bin) {
      const double day = bin >= kBinsPerDay ? bins_[bin - kBinsPerDay] : 0.0;
      double expected = day;
      if (bin >= kBinsPerWeek && options_.predict != "day") {
        const double week = bins_[bin - kBinsPerWeek];
        expected = options_.predict == "max" ? std::max(day, week) : week;
      }
      highest = std::max(highest, expected);
    }
    return options_.multiplier * highest / options_.target;
  }

  TargetTracking options_;
  std::deque<double> window_;
  std::vector<double> bins_;
  double bin_sum_ = 0;
  int bin_ticks_ = 0;
  int above_ = 0;
  int below_ = 0;
  double before_ = 0;
};

}  // namespace

std::unique_ptr<Scaler> target_tracking(TargetTracking options) {
  return std::make_unique<TargetTrackingScaler>(std::move(options));
}

}  // namespace muster::backtest
