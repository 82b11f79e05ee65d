#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reconciler/adapters/host/host_probe.hpp"
#include "reconciler/adapters/readings/reading_cache.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Readings of the machine that muster itself runs on. CPU is the use since the poll before; the first poll
/// measures for two seconds.
class HostSource final : public ReadingSource {
 public:
  /// `slot` is the machine of the fleet that this host is. `clock` outlives the source.
  HostSource(Slot slot, HostProbe probe, Clock& clock, ReadingNeeds needs);

  std::string name() const override { return "host " + to_string(slot_); }
  /// Fails with `not_found` while the fleet has no such machine, because the readings would have no subject.
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }

 private:
  Slot slot_;
  HostProbe probe_;
  Clock* clock_;
  ReadingCache held_;
  bool compared_ = false;
  std::vector<std::string> trouble_;
};

}  // namespace muster
