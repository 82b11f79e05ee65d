#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/itemised_bill.hpp"
#include "reconciler/core/history/lease.hpp"
#include "reconciler/core/history/scaling_event.hpp"
#include "reconciler/core/policy/policy.hpp"
#include "reconciler/core/reading/reading_set.hpp"
#include "reconciler/core/reconcile/loop_note.hpp"
#include "reconciler/ports/processes.hpp"

namespace muster {

/// What there is of a fleet right now.
struct StatusReport {
  const Fleet& fleet;
  const ActualState& actual;
  const PriceList& prices;
  std::string cloud;             ///< "sandbox", "digitalocean at ...".
  std::optional<Lease> lease{};  ///< When somebody is changing the fleet.
  Liveness holder = Liveness::unknown;
  Instant now{};                        ///< Ages are reckoned from here,
  Instant weighed_at{};                 ///< and those of readings from here: recorded ones are
                                        ///< of another time.
  std::vector<Policy> policies{};       ///< Their lines are what bars are held against.
  ReadingSet readings{};                ///< Empty: nothing is known of the load.
  std::vector<PendingPlan> pending{};   ///< Plans that wait for a person.
  std::vector<ScalingEvent> events{};   ///< From old to new.
  std::optional<LoopNote> loop{};       ///< nullopt where no loop ever ran.
  std::vector<std::string> warnings{};  ///< What could not be asked; full
                                        ///< sentences without final stop.
};

/// How much room a screen has.
struct StatusLayout {
  Paint paint{};
  std::size_t width = 100;    ///< Columns; less than 60 are taken as 60.
  std::size_t machines = 40;  ///< So many lines for machines, over all pools; 0:
                              ///< as many as there are.
  std::size_t events = 5;
};

/// A screen for people: spend against budget, who changes the fleet, how the
/// loop goes, each pool with a bar for what its machines are at, what waits for
/// a person, what was done last. Of long pools the machines that are beyond a
/// line, or whose readings are old, are shown before the others; the rest is
/// summed up.
std::string status_text(const StatusReport& report, const StatusLayout& layout);
std::string status_markdown(const StatusReport& report);
/// As schemas/status.schema.json has it.
std::string status_json(const StatusReport& report);
/// The same on one line.
std::string status_json_line(const StatusReport& report);

}  // namespace muster
