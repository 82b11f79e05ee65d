#pragma once

#include <map>
#include <optional>
#include <vector>

#include "reconciler/cli/views/status/status_views.hpp"

namespace muster {

/// The newest good value of one metric, as far as there is one.
struct Figure {
  Quality quality = Quality::missing;  ///< ok when it is fresh, stale when it is old.
  Measure value;
  Duration age{0};

  bool known() const { return quality == Quality::ok || quality == Quality::stale; }
  friend bool operator==(const Figure&, const Figure&) = default;
};
Figure figure_of(const StatusReport& report, const Subject& subject, Metric metric);

/// Between these lines nothing is asked for: the lowest line of the way up and
/// the highest of the way down among the thresholds and targets of a pool's
/// policies.
struct Band {
  std::optional<Measure> from;
  std::optional<Measure> to;

  bool above(Measure value) const { return to && value > *to; }
  bool below(Measure value) const { return from && value < *from; }
  void lower_top(Measure line);     ///< A rule asks for more above this line.
  void raise_bottom(Measure line);  ///< A rule asks for less below it.
  friend bool operator==(const Band&, const Band&) = default;
};
Band band_of(const std::vector<Policy>& policies, const PoolName& pool, Metric metric);
/// "20..80 %", "up to 80 %", "from 20 %"; empty where there is no line.
std::string to_string(const Band& band);

/// One machine as a screen shows it.
struct MachineFigures {
  Slot slot;
  const Machine* machine = nullptr;
  std::map<Metric, Figure> load;  ///< cpu, memory, disk, agents.
  bool beyond = false;            ///< Some value is above its line.
  bool troubled = false;          ///< Not running, busy, or its readings are old:
                                  ///< somebody might want to look.

  const Figure& of(Metric metric) const { return load.at(metric); }
};

/// One pool as a screen shows it.
struct PoolFigures {
  PoolName name;
  const Pool* declared = nullptr;  ///< nullptr: its machines are there, but no
                                   ///< pool of that name is declared.
  std::vector<MachineFigures> machines;
  Figure agents;  ///< Of the pool, or the sum over its machines.
  std::map<Metric, Band> bands;
  Money monthly;  ///< Of its machines.
};
/// Declared pools in their order, then others that machines are in.
std::vector<PoolFigures> pools_of(const StatusReport& report);

/// Which machines of a pool a screen with so many lines shows: those beyond a
/// line or in trouble first, then the busiest; in order of their slots. All of
/// them where `lines` is 0 or enough.
std::vector<const MachineFigures*> shown_of(const PoolFigures& pool, std::size_t lines);

}  // namespace muster
