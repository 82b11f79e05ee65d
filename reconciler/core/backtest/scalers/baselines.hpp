#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reconciler/core/backtest/scaler.hpp"

namespace muster::backtest {

// Well-known ways of scaling, re-implemented on the same model so that muster's own can be held against them.
// Parameters are those that did best on recorded loads; `unit` is a machine's useful vCPUs, 0 means mixed
// sizes.

/// Knows the peak and stays there at 80 %.
std::unique_ptr<Scaler> static_peak();

struct SeedRules {
  int new_unit = 2;       ///< Size of added machines.
  double down_below = 0;  ///< 0: the rules taken literally never go down.
  int down_after = 60;    ///< Ticks.
};
/// Over 80 % for 5 minutes: the smallest machine goes a tier up, at the top one is added; over 10 agents: one
/// is added.
std::unique_ptr<Scaler> seed_rules(SeedRules rules);

struct HorizontalPods {
  int unit = 4;
  double target = 0.7;
  int stabilise = 10;  ///< Ticks of the downscale window.
};
/// Kubernetes' horizontal autoscaler: ratio to target, 10 % tolerance, rolling maximum before it goes down.
std::unique_ptr<Scaler> horizontal_pods(HorizontalPods options);

struct DropletPool {
  int unit = 8;
  double target = 0.6;
  int cooldown = 10;  ///< Ticks, both ways.
};
/// DigitalOcean's autoscale pool: ceil(n * use / target), then a cooldown.
std::unique_ptr<Scaler> droplet_pool(DropletPool options);

struct TargetTracking {
  int unit = 4;
  double target = 0.8;
  int out_points = 1;
  int in_points = 15;
  std::string predict;      ///< "", "day", "week" or "max": a floor from the same bins back then.
  double multiplier = 1.0;  ///< Of the floor.
  int lead_bins = 2;        ///< Five-minute bins ahead.
};
/// AWS target tracking on one-minute points, with its predictive floor when asked for.
std::unique_ptr<Scaler> target_tracking(TargetTracking options);

struct HoltWinters {
  int unit = 0;
  double alpha = 0.9, gamma = 0.05;
  double quantile = 0.8;  ///< Of the peaks over their forecast: the headroom.
  double rho = 0.9;       ///< Aimed utilisation of forecast plus headroom.
  double target = 0.8;
  int stabilise = 4;  ///< Ticks.
  int ahead = 2;      ///< Five-minute bins.
};
/// Additive Holt-Winters with a daily season.
std::unique_ptr<Scaler> holt_winters(HoltWinters options, SignalKind signal);

struct EconQuantile {
  int unit = 0;
  double price_of_overload = 15;
  double half_life_hours = 72;
  std::vector<int> holds = {10, 40};  ///< Ticks.
  double target = 0.8;
  int stabilise = 4;
};
/// Several forecasters and hold times; every five minutes the one and the headroom with the least expected
/// price.
std::unique_ptr<Scaler> econ_quantile(EconQuantile options, SignalKind signal, int provisioning_ticks);

/// The clairvoyant plan of `clairvoyant_layers`, carried out: ordered just in time, oldest removed first.
std::unique_ptr<Scaler> oracle(int unit, int keep, int provisioning_ticks);

/// Goes to at least so many vCPUs with machines of `unit` vCPUs, or of mixed sizes for 0.
void go_to(SimulatedFleet& fleet, int unit, double vcpus);
/// What a full fleet asks for when its signal cannot tell how much is missing: half as much again, with a
/// bound.
double escalated(const SimulatedFleet& fleet, double wanted);

}  // namespace muster::backtest
