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

/// What a source remembers between two looks: no more than decisions can use, whatever comes in.
class HeldReadings {
 public:
  explicit HeldReadings(ReadingNeeds needs) : needs_(std::move(needs)) {}

  /// Takes one in; false when it is known already. Of two of the same instant an ok one stands, of two ok
  /// ones the larger.
  bool add(const Reading& reading);

  /// Lets go of what no decision can use at `now` any more: what is older than a day, what lies between the
  /// coarse steps of the day, and what claims to be from a future that is more than an hour away.
  void forget(Instant now);

  /// Puts what there is from `since` to `now` behind `into`.
  void append_to(std::vector<Reading>& into, Instant since, Instant now) const;

  /// The newest good one up to `now`; nullptr when there is none.
  const Sample* newest_good(const Subject& subject, Metric metric, Instant now) const;

  /// The oldest and the newest instant that anything is known of; nullopt when there is nothing.
  std::optional<std::pair<Instant, Instant>> span(const Subject& subject, Metric metric) const;

  /// Whether there is one of that instant, good or not.
  bool has(const Subject& subject, Metric metric, Instant at) const;

  std::size_t size() const;

 private:
  ReadingNeeds needs_;
  std::map<Subject, std::array<Series, kMetrics>> by_subject_;
};

}  // namespace muster
