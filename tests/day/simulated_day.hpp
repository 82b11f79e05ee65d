#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"
#include "reconciler/core/reconcile/round.hpp"

namespace muster::testing {

/// A stretch of simulated time under the loop.
struct DayOptions {
  std::string declared;  ///< Folder of the declared files.
  std::string folder;    ///< Where the store and the rest are kept.
  Duration length = std::chrono::hours(24);
  double speed = 300;  ///< How much faster than real it goes.
  std::string faults;  ///< A file for the cloud's --faults; empty for good weather.
  Duration interval = std::chrono::seconds(30);
  Duration step = std::chrono::minutes(1);  ///< Between two samples of a machine.
  int sources_fail_percent = 0;             ///< So many of a hundred looks get no readings.
};

/// What came of it.
struct DayResult {
  std::string problem;  ///< Why it could not be done; empty otherwise.
  double agent_hours = 0;
  double agent_hours_down = 0;  ///< Of agents on machines that were off.
  double dollars = 0;
  double hours = 0;
  double hours_in_band = 0;  ///< Fleet's CPU at 60 to 80 percent.
  double hours_below = 0;    ///< Below, though a machine less, or a smaller one, would not have held it.
  std::vector<double> crowded_seconds{};     ///< From more than 10 agents on a machine until on none.
  std::vector<double> hot_seconds{};         ///< From more than 80% CPU of a machine until of none.
  std::vector<double> overloaded_seconds{};  ///< From more work than a machine has CPU for until on none.
  int most_machines = 0;
  std::int64_t rounds = 0;
  std::int64_t late_rounds = 0;  ///< Began more than an interval after they were due.
  std::int64_t failed_steps = 0;
  int applies = 0;
  int changes_failed = 0;
  std::vector<double> resident_mib{};  ///< Of this process, each simulated hour.
  std::vector<double> store_mib{};     ///< Likewise.
};

DayResult simulate(const DayOptions& terms, const std::function<int(double share)>& agents);

/// The value that `share` of them are not above; 0 of none.
double percentile(std::vector<double> values, double share);

}  // namespace muster::testing
