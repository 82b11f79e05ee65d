#pragma once

#include <map>
#include <optional>
#include <vector>

#include "reconciler/cli/views/status/status_views.hpp"

namespace muster {

/// The newest good value of one metric, if there is one.
struct Figure {
  Quality quality = Quality::missing;  ///< ok if it is fresh, stale if it is old.
  Measure value;
  Duration age{0};

  bool known() const { return quality == Quality::ok || quality == Quality::stale; }
  friend bool operator==(const Figure&, const Figure&) = default;
};
Figure figure_of(const StatusReport& report, const Subject& subject, Metric metric);

/// The range in which no rule requests a change: from the highest scale-down threshold to the lowest scale-up
/// threshold of the thresholds and targets of a pool's policies.
struct Band {
  std::optional<Measure> from;
  std::optional<Measure> to;

  bool above(Measure value) const { return to && value > *to; }
  bool below(Measure value) const { return from && value < *from; }
  void lower_top(Measure line);     ///< Adds a threshold above which a rule requests growth.
  void raise_bottom(Measure line);  ///< Adds a threshold below which a rule requests a scale down.
  friend bool operator==(const Band&, const Band&) = default;
};
Band band_of(const std::vector<Policy>& policies, const PoolName& pool, Metric metric);
/// "20..80%", "up to 80%", "from 20%"; empty without a threshold.
std::string to_string(const Band& band);

/// One machine on a screen.
struct MachineFigures {
  Slot slot;
  const Machine* machine = nullptr;
  std::map<Metric, Figure> load;  ///< cpu, memory, disk, agents.
  bool beyond = false;            ///< Some value is above its threshold.
  bool troubled = false;  ///< Not running, busy, or with old readings: a person might want to look at it.

  const Figure& of(Metric metric) const { return load.at(metric); }
};

/// One pool on a screen.
struct PoolFigures {
  PoolName name;
  const Pool* declared = nullptr;  ///< nullptr: its machines exist, but no pool of that name is declared.
  std::vector<MachineFigures> machines;
  Figure agents;  ///< Of the pool, or the sum over its machines.
  std::map<Metric, Band> bands;
  Money monthly;  ///< Cost of its machines.
};
/// Returns the declared pools in their order, then other pools that have machines.
std::vector<PoolFigures> pools_of(const StatusReport& report);

/// Returns the machines of a pool that a screen with `lines` lines shows: those beyond a threshold or with a
/// problem first, then the busiest; sorted by slot. All of them if `lines` is 0 or sufficient.
std::vector<const MachineFigures*> shown_of(const PoolFigures& pool, std::size_t lines);

}  // namespace muster
