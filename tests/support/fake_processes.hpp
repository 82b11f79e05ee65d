#pragma once

#include <set>

#include "reconciler/ports/processes.hpp"

namespace muster::testing {

/// Processes of one machine, by their pid.
class FakeProcesses : public Processes {
 public:
  explicit FakeProcesses(std::int64_t pid) : pid_(pid) {}
  LeaseHolder self() const override { return {"host", "boot", "pid:[1]", pid_, pid_ * 10, "", {}, ""}; }
  Liveness liveness_of(const LeaseHolder& holder) const override {
    if (elsewhere) return Liveness::unknown;
    return gone.count(holder.pid) ? Liveness::dead : Liveness::alive;
  }

  std::set<std::int64_t> gone;
  bool elsewhere = false;

 private:
  std::int64_t pid_;
};

}  // namespace muster::testing
