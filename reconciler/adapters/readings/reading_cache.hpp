#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "reconciler/adapters/readings/reading_needs.hpp"
#include "reconciler/core/reading/reading_set.hpp"

namespace muster {

/// The readings that a source keeps between two polls: at most as many as decisions can use.
class ReadingCache {
 public:
  explicit ReadingCache(ReadingNeeds needs) : needs_(std::move(needs)) {}

  /// Adds a reading; false if it is known already. Of two with the same instant an ok one is kept, of two ok
  /// ones the larger.
  bool add(const Reading& reading);

  /// Removes readings that no decision can use at `now`: those older than the window or a day, those between
  /// the coarse steps of the day, and those more than an hour in the future. The last good reading is kept
  /// for 70 minutes; of agents the last good and the last failed one for a day.
  void forget(Instant now);

  /// Appends the readings from `since` to `now` to `into`.
  void append_to(std::vector<Reading>& into, Instant since, Instant now) const;

  /// Returns the newest good reading up to `now`; nullptr if there is none.
  const Sample* newest_good(const Subject& subject, Metric metric, Instant now) const;

  /// Returns the oldest and the newest instant of any reading; nullopt if there is none.
  std::optional<std::pair<Instant, Instant>> span(const Subject& subject, Metric metric) const;

  /// Whether there is a reading of that instant, good or not.
  bool has(const Subject& subject, Metric metric, Instant at) const;

  std::size_t size() const;

 private:
  ReadingNeeds needs_;
  std::map<Subject, std::array<Series, kMetrics>> by_subject_;
};

}  // namespace muster
