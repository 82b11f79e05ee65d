#pragma once

#include <array>
#include <cstddef>
#include <unordered_map>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// A value at an instant, within a series of one subject and metric.
struct Sample {
  Instant at;
  Measure value;
  Quality quality = Quality::ok;

  friend bool operator==(const Sample&, const Sample&) = default;
};

/// Samples, oldest first; at most one for each instant.
using Series = std::vector<Sample>;

/// All readings that a decision may use, by subject and metric. The order of insertion does not matter: two
/// sets with the same readings are equal and have the same digest.
class ReadingSet {
 public:
  /// Adds a reading. Of two readings with the same subject, metric and instant the ok one is kept, of two ok
  /// ones the larger. Amortised O(1) if readings are in order of time.
  void add(const Reading& reading);

  /// Returns the samples of one subject and metric; empty if there are none.
  const Series& series(const Subject& subject, Metric metric) const;

  bool empty() const { return by_subject_.empty(); }
  std::size_t size() const { return size_; }
  /// The time of the newest reading; the epoch if empty.
  Instant newest() const { return newest_; }

  /// Every subject that has a reading, sorted.
  std::vector<Subject> subjects() const;

 private:
  struct SubjectHash {
    std::size_t operator()(const Subject& subject) const;
  };
  std::unordered_map<Subject, std::array<Series, kMetrics>, SubjectHash> by_subject_;
  std::size_t size_ = 0;
  Instant newest_{};
};

/// Digest of every reading in the set, independent of insertion order.
Digest fingerprint_of(const ReadingSet& readings);

}  // namespace muster
