#pragma once

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "reconciler/core/forecast/headroom/machine_list.hpp"
#include "reconciler/core/simulate/backtest/demand.hpp"

namespace muster::backtest {

/// A size of the simulated ladder. Effective vCPUs are the vCPUs that CPU and memory together can serve.
struct SimulatedSize {
  const char* name;
  double capacity;       ///< min(vCPUs, (GB - 0.25) / 1.75).
  double rate_per_tick;  ///< Dollars per tick; 672 h make a month.
};
inline constexpr int kSizes = 6;
const std::array<SimulatedSize, kSizes>& simulated_ladder();

/// Returns the index in the ladder of a machine with `vcpus` useful vCPUs: 1, 2, 4 or 8.
int size_of_unit(int vcpus);

inline constexpr double kMinimumCharge = 0.01;  ///< Smallest charge for a machine, in dollars.

struct Server {
  int size = 0;  ///< Index in the ladder.
  int born = 0;  ///< Tick from which its present size is billed.
  bool ready = false;
  bool busy = false;       ///< During a resize.
  double paid_before = 0;  ///< Dollars billed for former sizes.
};

/// The machines of a backtest, with provisioning delays and the bill. Times are ticks.
class SimulatedFleet {
 public:
  explicit SimulatedFleet(int provisioning_ticks) : provisioning_(provisioning_ticks) {}

  int provisioning() const { return provisioning_; }
  int now() const { return now_; }
  double capacity() const { return capacity_; }  ///< Effective vCPUs that serve.
  double rate() const { return rate_; }          ///< Dollars per tick.
  int pending() const { return pending_; }       ///< Number of created machines that do not serve yet.
  const std::vector<std::shared_ptr<Server>>& servers() const { return servers_; }
  /// Effective vCPUs once all changes in flight are ready.
  double total() const;

  /// Executes the transitions that are due at this tick.
  void settle(int tick);

  /// Orders a machine; `size` is an index in the ladder. It serves after the boot, or at once.
  void add(int size) { add_after(size, provisioning_); }
  void add_now(int size) { add_after(size, 0); }
  void remove(const std::shared_ptr<Server>& server);
  /// The machine serves one more tick, is off for two, and then has the new size. Until then the old size is
  /// billed.
  void resize(const std::shared_ptr<Server>& server, int size);

  /// Changes the number of machines to `wanted`. It adds machines of this size, or removes machines: first
  /// those that are not ready, then the oldest.
  void go_to_count(int size, int wanted);
  /// Reaches at least `wanted` vCPUs with machines of different sizes: large machines for large gaps. Removes
  /// each machine that is not needed, except machines with an unused minimum charge: they cost nothing more.
  void go_to_vcpus(double wanted);
  /// Removes serving capacity beyond `kept` vCPUs, largest machines first, with the same exception. Machines
  /// that do not serve yet are not counted: the remaining ones can carry the load now.
  void give_back_beyond(double kept);
  /// Orders smaller machines to replace a machine that is larger than the capacity beyond `kept` vCPUs, so
  /// that it can be removed once they serve. One exchange at a time, and only if it saves money before the
  /// minimum charge of a small machine is used up. Machines with an unused minimum charge of their own stay.
  void exchange_beyond(double kept);

  struct Tally {
    int adds = 0, removes = 0, resizes = 0, short_lived = 0;
  };
  const Tally& tally() const { return tally_; }
  double minimum_charges() const { return minimum_charges_; }
  void forget_minimum_charges() { minimum_charges_ = 0; }

 private:
  enum class Event { ready, goes_off, comes_back };
  struct Due {
    Event event;
    std::shared_ptr<Server> server;
    int size;
  };
  void add_after(int size, int delay);
  void happen(const Due& due);
  void give_back(double spare);
  void order(double vcpus);
  bool may_go(const Server& server) const;
  std::vector<forecast::SpareMachine> machines_that_may_go() const;

  int provisioning_;  ///< Ticks from create to serving.
  int now_ = 0;
  double capacity_ = 0;         ///< vCPUs.
  double rate_ = 0;             ///< Dollars per tick.
  int pending_ = 0;             ///< Machines.
  double minimum_charges_ = 0;  ///< Dollars.
  Tally tally_;
  std::vector<std::shared_ptr<Server>> servers_;
  std::map<int, std::vector<Due>> due_;
};

}  // namespace muster::backtest
