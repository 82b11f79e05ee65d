#pragma once

#include <cstdint>
#include <optional>

#include "reconciler/ports/store.hpp"

namespace muster {

/// Writes the intents and effects of one apply. After the first failure it writes nothing more: a journal
/// with a gap is worse than one that ends.
class JournalWriter {
 public:
  /// Each entry fails with fenced if the fleet's lease is no longer held under `lease`; kNoLease disables
  /// this check.
  JournalWriter(Store& store, FleetName fleet, LeaseToken lease = kNoLease)
      : store_(store), fleet_(std::move(fleet)), lease_(lease) {}

  /// Returns nullopt if the entry is durable. Returns the error fenced if the lease was lost; without a
  /// lease, conflict if another writer works on this fleet.
  std::optional<Error> write(const JournalBody& body, Instant now);
  const std::optional<Error>& broken() const { return broken_; }

 private:
  std::optional<Error> try_write(const JournalBody& body, Instant now);
  /// Whether another process wrote entries of our fleet since `from`; entries of other fleets do not matter.
  /// Fails as the store does.
  Result<bool> overtaken(std::int64_t from);

  Store& store_;
  FleetName fleet_;
  LeaseToken lease_;
  std::int64_t next_ = 0;  ///< 0 until the store was read.
  std::optional<Error> broken_;
};

}  // namespace muster
