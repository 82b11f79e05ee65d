#pragma once

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "reconciler/core/backtest/demand.hpp"
#include "reconciler/core/forecast/machine_list.hpp"

namespace muster::backtest {

/// A size of the simulated ladder. Effective vCPUs are what CPU and memory together can serve.
struct SimulatedSize {
  const char* name;
  double capacity;       ///< min(vCPUs, (GB - 0.25) / 1.75).
  double rate_per_tick;  ///< Dollars; 672 h make a month.
};
inline constexpr int kSizes = 6;
const std::array<SimulatedSize, kSizes>& simulated_ladder();

/// The ladder's index of a machine with so many useful vCPUs: 1, 2, 4 or 8.
int size_of_unit(int vcpus);

inline constexpr double kMinimumCharge = 0.01;  ///< Dollars a machine's life costs at least.

struct Server {
  int size = 0;
  int born = 0;  ///< Tick from which its present size is billed.
  bool ready = false;
  bool busy = false;       ///< Being resized.
  double paid_before = 0;  ///< Billed under former sizes.
};

/// The machines of a backtest, with provisioning delays and the bill. Times are ticks.
class SimulatedFleet {
 public:
  explicit SimulatedFleet(int provisioning_ticks) : provisioning_(provisioning_ticks) {}

  int provisioning() const { return provisioning_; }
  int now() const { return now_; }
  double capacity() const { return capacity_; }  ///< Effective vCPUs that serve.
  double rate() const { return rate_; }          ///< Dollars a tick.
  int pending() const { return pending_; }       ///< Machines created that do not serve yet.
  const std::vector<std::shared_ptr<Server>>& servers() const { return servers_; }
  /// Capacity once everything under way is ready.
  double total() const;

  /// Lets the transitions due at this tick happen.
  void settle(int tick);

  void add(int size) { add_after(size, provisioning_); }
  void add_now(int size) { add_after(size, 0); }
  void remove(const std::shared_ptr<Server>& server);
  /// Serves one tick more, is off for two, then has the new size; billed at the old one until then.
  void resize(const std::shared_ptr<Server>& server, int size);

  /// Goes to `wanted` machines: new ones of this size, or fewer, those not ready first, then the oldest.
  void go_to_count(int size, int wanted);
  /// Goes to at least so many vCPUs with machines of different sizes: large ones for large gaps. Gives back
  /// what is a whole machine too much, except machines whose minimum charge is not used up: they are free.
  void go_to_vcpus(double wanted);
  /// Gives back what serves beyond so many vCPUs, largest machines first, under the same exception. Machines
  /// that do not serve yet are not counted: what is kept can carry the load now.
  void give_back_beyond(double kept);
  /// Orders smaller machines in the place of one that is larger than what serves beyond so many vCPUs, so
  /// that it can be given back once they serve. One exchange at a time, and only where it pays for itself
  /// before a small machine's minimum charge is used up; machines whose own is not are left alone.
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

  int provisioning_;
  int now_ = 0;
  double capacity_ = 0;
  double rate_ = 0;
  int pending_ = 0;
  double minimum_charges_ = 0;
  Tally tally_;
  std::vector<std::shared_ptr<Server>> servers_;
  std::map<int, std::vector<Due>> due_;
};

}  // namespace muster::backtest
