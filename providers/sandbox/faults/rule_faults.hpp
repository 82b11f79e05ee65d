#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "providers/sandbox/faults/fault_rule.hpp"
#include "providers/sandbox/serve/fault_plan.hpp"

namespace muster::sandbox {

/// The faults of a file. Each rule counts the calls it is for by itself, and draws for itself: the same calls
/// in the same order meet the same faults. Latency and clock skew come on top of others; of the others the
/// first that strikes is it.
class RuleFaults final : public FaultPlan {
 public:
  /// `speed` is the cloud's.
  RuleFaults(DeclaredFaults declared, double speed);

  Fault fault_of(const Request& request, Instant now) override;

 private:
  /// How far a rule has come.
  struct Count {
    std::int64_t calls = 0;
    std::map<std::string, Instant> refused_until;  ///< By what is refused.
  };
  bool strikes(std::size_t index, const Request& request, Instant now);
  Duration on_the_wall(Duration length) const;
  void add(const FaultRule& rule, const Request& request, Fault& fault) const;

  const DeclaredFaults declared_;
  const double speed_;
  std::mutex mutex_;
  std::vector<Count> counts_;
};

}  // namespace muster::sandbox
