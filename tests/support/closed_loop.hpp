#pragma once

#include <functional>
#include <vector>

#include "tests/support/builders.hpp"

namespace muster::test {

/// A load for eight machines of which it is at the edge what to do, in vCPUs by seconds.
struct Wave {
  const char* that;
  double (*demand)(double);
};
const std::vector<Wave>& waves_at_the_edge();

/// One pool under a load that answers what is decided: a round every 30 seconds, each decision carried out at
/// once with the delays of a cloud. Machines share the load in proportion to their vCPUs; a full one shows
/// 100%.
class ClosedLoop {
 public:
  /// `boot`: from ordering a machine to its serving.
  ClosedLoop(Scene scene, Duration boot) : scene_(std::move(scene)), boot_(boot) {}

  struct Round {
    Instant at;
    double demand = 0;   ///< vCPUs.
    double serving = 0;  ///< vCPUs.
    int machines = 0;    ///< With those that are on their way.
    Direction direction = Direction::hold;
    bool full() const { return demand > serving; }
  };
  /// Lets so many rounds pass; `demand` in vCPUs by seconds since the beginning.
  void run(int rounds, const std::function<double(double)>& demand);

  const std::vector<Round>& rounds() const { return rounds_; }
  Scene& scene() { return scene_; }
  int most_machines() const;
  /// Changes of direction between decisions of the same hour, at most.
  int reversals_in_an_hour() const;
  /// How long the longest overload lasted.
  Duration longest_overload() const;
  /// vCPUs that serve now.
  double serving() const;

 private:
  void measure(double demand);
  void execute_plan(const Decision& decision);
  void finish_boots();

  Scene scene_;
  Duration boot_;
  int passed_ = 0;
  std::map<Slot, Instant> serves_from_;  // Of those that do not yet.
  std::vector<Round> rounds_;
};

}  // namespace muster::test
