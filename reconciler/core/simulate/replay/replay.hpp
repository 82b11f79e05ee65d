#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/simulate/replay/project_load.hpp"

namespace muster {

/// The range of a replay.
struct ReplayOptions {
  Instant from;
  Instant to;
  Duration every{0};  ///< Interval between two evaluations.
  /// Within this time before each evaluation every reading counts. For the metrics in `day`, one reading in
  /// five minutes counts for a day and two hours.
  Duration fine = std::chrono::minutes(30);
  std::set<Metric> day{};
  Duration memory = std::chrono::hours(26);  ///< Earlier changes matter for this time.

  friend bool operator==(const ReplayOptions&, const ReplayOptions&) = default;
};

/// One simulated change.
struct ReplayedChange {
  Instant at;
  std::string address;  ///< "machine.worker/3".
  Action action = Action::update;
  std::string message;  ///< "destroy machine worker/3 s-2vcpu-4gb".
  std::string kind;     ///< "destroy machine".
  std::string because;  ///< "overload / cpu-hot"; empty if no rule requests it.
  bool goes = false;    ///< It removes something that is billed, holds data or protects.
  bool waited = false;  ///< It would have needed an approval.

  friend bool operator==(const ReplayedChange&, const ReplayedChange&) = default;
};

/// The simulated actions of one version of the declared files on recorded readings. Every approval counts as
/// given at once, and every change of the cloud as done at once.
struct ReplayResult {
  int looks = 0;           ///< Evaluations.
  int allowed = 0;         ///< Evaluations with changes that the rules allow without an approval.
  int needs_approval = 0;  ///< Evaluations with changes that need an approval.
  int refused = 0;         ///< Evaluations with refused changes; they were not applied.
  std::map<std::string, int> refusals;  ///< Number of evaluations by reason.
  std::vector<ReplayedChange> changes;  ///< Sorted by time.
  int most_machines = 0;                ///< Highest number of machines, at `most_at`.
  Instant most_at{};
  int machines_at_end = 0;
  Money spent;  ///< Cost over the whole period, billed by the hour.
  Price price_at_end;
  Duration at_limit{0};  ///< Time in which at least one machine had its CPU or memory at 90% or more.

  int decisions() const { return allowed + needs_approval + refused; }
  int gone() const;
  std::map<std::string, int> by_kind() const;

  friend bool operator==(const ReplayResult&, const ReplayResult&) = default;
};

/// Replays recorded readings in order of time with `propose`, the same pipeline as in planning. `world` is
/// the present world with the declared files to evaluate; its readings are not used. The replay starts with
/// the fleet that reported at the beginning.
ReplayResult replay(World world, const std::vector<Reading>& recorded, const RecordedSizes& sizes,
                    const ReplayOptions& terms);

}  // namespace muster
