#pragma once

#include <string>
#include <vector>

#include "reconciler/core/world.hpp"

namespace muster::test {

/// 2026-11-23T20:00:00Z: the now of tests that do not care which.
Instant noon();

/// The sizes of the reference ladder at DigitalOcean's prices, sold in nyc3 and fra1: $12, $18, $24, $48,
/// $96; volumes at $0.10 a GiB, load balancers at $12.
PriceList a_price_list();

/// Pool "worker": the reference ladder, 1 to 12 machines, a load balancer from 2 machines on.
Pool a_pool(const std::string& name = "worker");
/// Fleet "fpai" in nyc3 and fra1 with one pool "worker", a reading every 30 s and a cap of $600.
Fleet a_fleet();

// The rules of the mission, each a policy of its own for every pool.
Policy a_policy(const std::string& name, std::vector<ThresholdRule> rules);
ThresholdRule cpu_rule();            ///< cpu above 80% for 5m: scale_up.
ThresholdRule memory_rule();         ///< memory above 85% for 5m: scale_up.
ThresholdRule response_time_rule();  ///< response_time above 2x normal for 5m: scale_up.
ThresholdRule disk_rule();           ///< disk above 90%: add_volume 50 GiB.
ThresholdRule agents_rule();         ///< agents above 10: add_machine.
ThresholdRule idle_rule();           ///< cpu of the pool below 20% for 5m: scale_down.
Policy the_tiers();                  ///< Floors for up to 4, 10, 25, 50, 100 agents.
std::vector<Policy> the_policies();  ///< All of them but idle_rule.

/// A running machine of fpai, made long ago; ids follow from the slot.
Machine a_machine(const Slot& slot, const std::string& size = "s-1vcpu-2gb");

/// A world to set up step by step and to decide in.
struct Scene {
  World world;
  Instant now = noon();

  /// The reference fleet, its policies and nothing in the cloud.
  Scene();

  Pool& pool() { return world.fleet.pools.front(); }
  Policy& policy(const std::string& name);

  Scene& machines(int count, const std::string& size = "s-1vcpu-2gb", const std::string& pool = "worker");
  Scene& volume(const std::string& slot, int gib);  ///< "worker/1/data-1", attached.
  Scene& balancer(const std::string& slot);         ///< "worker/lb-1".
  Scene& agents_of_one_kind(bool spread);           ///< In pool worker, spread over its machines or not.
  Scene& only(std::vector<Policy> policies);        ///< Instead of the reference policies.

  /// The same value every 30 s, from `length` ago until now.
  Scene& steady(const std::string& subject, Metric metric, double value, Duration length,
                Duration until_ago = Duration(0));
  /// One reading; a negative age lies in the future.
  Scene& reading(const std::string& subject, Metric metric, double value, Duration ago = Duration(0));
  /// A reading that failed.
  Scene& failed(const std::string& subject, Metric metric, Duration ago = Duration(0));
  Scene& recent(RecentChange::Kind kind, const std::string& slot, Duration ago,
                Direction direction = Direction::up);

  DecisionInputs inputs() const;
  std::vector<Decision> decide() const { return muster::decide(inputs(), now); }
  /// The decision for the first pool.
  Decision first() const { return decide().front(); }
};

/// What a decision changes, in short: "worker/1 -> s-2vcpu-2gb, + worker/2 s-1vcpu-2gb, + worker/1/data-1 50,
/// worker/1/data-1 -> 100, - worker/3, + worker/lb-1", or "nothing".
std::string in_short(const Decision& decision);

/// The world after the decision was carried out: its shape in the cloud, its changes among the recent ones.
void execute_plan(Scene& scene, const Decision& decision);

/// Measures from tests' decimals.
Measure measure(double value);

}  // namespace muster::test
