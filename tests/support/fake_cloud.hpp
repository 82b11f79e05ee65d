#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster::testing {

/// How long things take in the fake cloud.
struct FakeDelays {
  Duration boot = std::chrono::seconds(20);
  Duration shut_down = std::chrono::seconds(5);
  Duration power = std::chrono::seconds(2);
  Duration resize = std::chrono::seconds(30);
  Duration volume_action = std::chrono::seconds(3);
  Duration balancer = std::chrono::seconds(30);
  Duration agent_move = std::chrono::seconds(1);  ///< From one machine to another, one after the other.
  Duration listing_lag{0};                        ///< A new object is in no listing for so long.
};

/// A machine and what the fake cloud knows beside it.
struct FakeMachine {
  Machine machine;
  std::string name;
  Instant listed_from;
};

/// A cloud in memory that refuses what a real one refuses: one action a machine at a time, resizing only
/// while off, tags that must exist, names that are taken, quotas. Time is handed in.
class FakeCloud {
 public:
  FakeDelays delays;
  int machine_limit = 1000;
  bool shutdown_works = true;
  int never_ready = 0;  ///< So many of the next machines never come up.
  std::set<std::pair<SizeName, Region>> sold_out;
  Duration volumes_let_go{0};          ///< So long a volume stays attached to a machine that is gone.
  std::set<std::string> unlisted;      ///< Ids that the listings leave out; looks by id find them.
  int vanishing = 0;                   ///< So many of the next machines are accepted and then vanish.
  std::map<MachineId, int> agents;     ///< On each machine. They move within their pool.
  int agents_cut_off = 0;              ///< So many were on a machine when it went off.
  std::map<std::string, int> failing;  ///< By kind of call: so many of the next actions end in an error.

  Result<Reply> perform(const Operation& operation, Instant now);
  ActualState observe(const FleetName& fleet, Instant now);

  /// Puts a running machine there, as if it had always been there.
  /// Takes the machine away behind muster's back; its volumes hang on it for a while.
  void lose(const MachineId& id, Instant now);
  MachineId place(const FleetName& fleet, const Slot& slot, const SizeName& size, const Region& region);
  VolumeId place_volume(const FleetName& fleet, const VolumeSlot& slot, int gib, const MachineId& on);
  /// One that its machine left behind.
  VolumeId leave_volume(const FleetName& fleet, const VolumeSlot& slot, int gib, const Region& region);
  LoadBalancerId place_balancer(const FleetName& fleet, const BalancerSlot& slot,
                                const std::vector<MachineId>& members);

  /// For what happens to a machine behind muster's back.
  Machine& alter(const MachineId& id) { return machines_.at(id).machine; }
  bool drains(const MachineId& id) const { return draining_.count(id) > 0; }

  /// All machines there are, also those that are being made.
  const std::map<MachineId, FakeMachine>& machines() const { return machines_; }
  const std::map<VolumeId, Volume>& volumes() const { return volumes_; }
  const std::vector<VolumeSnapshot>& snapshots() const { return snapshots_; }
  const std::map<LoadBalancerId, LoadBalancer>& balancers() const { return balancers_; }
  const std::map<FirewallId, Firewall>& firewalls() const { return firewalls_; }

  /// What runs comes to its end when its time has come.
  void advance_to(Instant now);

 private:
  friend struct FakeCalls;

  struct Action {
    Instant ends;
    std::string kind;
    MachineId machine;
    VolumeId volume;
    LoadBalancerId balancer;
    MachineId to;
    SizeName size;
    int gib = 0;
    bool fails = false;
    bool over = false;
  };

  std::string fresh_id();
  OperationId begin(Action action, Instant now, Duration takes);
  void finish(Action& action);
  void finish_on_machine(const Action& action);
  void move_agents(Instant now);
  void cut_off(const MachineId& machine);
  bool listed(Instant from, Instant now) const { return now >= from; }

  std::map<MachineId, FakeMachine> machines_;
  std::map<VolumeId, Volume> volumes_;
  std::vector<VolumeSnapshot> snapshots_;
  std::map<VolumeId, Instant> volumes_listed_;
  std::map<LoadBalancerId, LoadBalancer> balancers_;
  std::map<LoadBalancerId, std::string> member_tags_;
  std::map<FirewallId, Firewall> firewalls_;
  std::map<NetworkId, Network> networks_;
  std::set<std::string> tags_;
  std::map<OperationId, Action> actions_;
  std::map<VolumeId, Instant> hanging_;    ///< On machines that are gone, until then.
  std::map<MachineId, Instant> draining_;  ///< And when its last agent moved, or the draining began.
  int last_id_ = 1000;
};

}  // namespace muster::testing
