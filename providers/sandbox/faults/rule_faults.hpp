#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "providers/sandbox/faults/fault_rule.hpp"
#include "providers/sandbox/serve/fault_plan.hpp"

namespace muster::sandbox {

/// The faults of a file. Each rule counts its own calls and has its own random numbers: the same calls in the
/// same order have the same faults. Latency and clock skew apply in addition to other faults; of the others
/// only the first that matches applies.
class RuleFaults final : public FaultPlan {
 public:
  /// `speed` is that of the cloud's delays; `clock_speed` that of its clock. Both are multiples of real time.
  RuleFaults(DeclaredFaults declared, double speed, double clock_speed = 1);

  Fault fault_of(const Request& request, Instant now) override;

 private:
  /// The state of a rule.
  struct Count {
    std::int64_t calls = 0;
    std::map<std::string, Instant> refused_until;  ///< By the refused resource.
  };
  bool strikes(std::size_t index, const Request& request, Instant now);
  Duration on_the_wall(Duration length) const;
  Duration in_cloud_time(Duration length) const;
  void add(const FaultRule& rule, const Request& request, Fault& fault) const;

  const DeclaredFaults declared_;
  const double speed_;
  const double clock_speed_;
  std::mutex mutex_;
  std::vector<Count> counts_;
};

}  // namespace muster::sandbox
