#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reconciler/core/simulate/backtest/scaler.hpp"

namespace muster::backtest {

// Well-known scaling policies, implemented on the same model, for comparison with muster's own. The
// parameters are those with the best results on recorded loads. `unit` is the useful vCPUs of a machine; 0
// means mixed sizes.

/// Knows the peak and keeps it at 80%.
std::unique_ptr<Scaler> static_peak();

struct SeedRules {
  int new_unit = 2;  ///< Useful vCPUs of added machines.
  /// Utilisation below which it scales down; 0: never, as the rules literally require.
  double down_below = 0;
  int down_after = 60;  ///< Ticks.
};
/// Over 80% for 5 minutes: the smallest machine is resized by one tier, or one machine is added at the
/// largest tier. Over 10 agents: one machine is added.
std::unique_ptr<Scaler> seed_rules(SeedRules rules);

struct HorizontalPods {
  int unit = 4;         ///< vCPUs of a machine.
  double target = 0.7;  ///< Utilisation, share 0..1.
  int stabilise = 10;   ///< Length of the downscale window in ticks.
};
/// The horizontal pod autoscaler of Kubernetes: ratio to target, 10% tolerance, rolling maximum before a
/// scale down.
std::unique_ptr<Scaler> horizontal_pods(HorizontalPods options);

struct AutoscalePool {
  int unit = 8;         ///< vCPUs of a machine.
  double target = 0.6;  ///< Utilisation, share 0..1.
  int cooldown = 10;    ///< Ticks, in both directions.
};
/// The autoscale pool of a cloud: ceil(n * use / target), then a cooldown.
std::unique_ptr<Scaler> autoscale_pool(AutoscalePool options);

struct TargetTracking {
  int unit = 4;             ///< vCPUs of a machine.
  double target = 0.8;      ///< Utilisation, share 0..1.
  int out_points = 1;       ///< Minutes above the target before it scales up.
  int in_points = 15;       ///< Minutes below 90% of the target before it scales down.
  std::string predict;      ///< "", "day", "week" or "max": a minimum from the same bins of that period.
  double multiplier = 1.0;  ///< Factor of the minimum.
  int lead_bins = 2;        ///< Five-minute bins ahead.
};
/// AWS target tracking on one-minute points, with its predictive minimum on request.
std::unique_ptr<Scaler> target_tracking(TargetTracking options);

struct HoltWinters {
  int unit = 0;                      ///< vCPUs of a machine; 0: of any size.
  double alpha = 0.9, gamma = 0.05;  ///< Gain of the level and of the season, shares 0..1.
  double quantile = 0.8;             ///< Quantile of the peaks above their forecast: the headroom.
  double rho = 0.9;                  ///< Target utilisation of forecast plus headroom.
  double target = 0.8;               ///< Utilisation, share 0..1.
  int stabilise = 4;                 ///< Ticks.
  int ahead = 2;                     ///< Five-minute bins.
};
/// Additive Holt-Winters with a daily season.
std::unique_ptr<Scaler> holt_winters(HoltWinters options, SignalKind signal);

struct EconQuantile {
  int unit = 0;                   ///< vCPUs of a machine; 0: of any size.
  double price_of_overload = 15;  ///< Added to ln of the capacity, per share of time.
  double half_life_hours = 72;
  std::vector<int> holds = {10, 40};  ///< Ticks.
  double target = 0.8;                ///< Utilisation, share 0..1.
  int stabilise = 4;                  ///< Ticks.
};
/// Several forecasters and hold times. Every five minutes it uses the forecaster and the headroom with the
/// lowest expected price.
std::unique_ptr<Scaler> econ_quantile(EconQuantile options, SignalKind signal, int provisioning_ticks);

/// Executes the clairvoyant plan of `clairvoyant_layers`: it orders just in time and removes the oldest
/// machine first. `unit` is the vCPUs of a machine; the rest is in ticks.
std::unique_ptr<Scaler> oracle(int unit, int keep, int provisioning_ticks);

/// Reaches at least `vcpus` with machines of `unit` vCPUs, or of mixed sizes for 0.
void go_to(SimulatedFleet& fleet, int unit, double vcpus);
/// Returns the vCPUs for a full fleet whose signal does not show the missing capacity: one and a half times
/// its total capacity, at most four times its serving capacity, at least `wanted`.
double escalated(const SimulatedFleet& fleet, double wanted);

}  // namespace muster::backtest
