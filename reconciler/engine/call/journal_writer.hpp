#pragma once

#include <cstdint>
#include <optional>

#include "reconciler/ports/store.hpp"

namespace muster {

/// Writes what one apply intends and did. After the first failure it writes nothing more: a journal with a
/// hole in it would be worse than one that ends.
class JournalWriter {
 public:
  /// Each entry is refused with fenced once the fleet's lease is not held under `lease` any more; kNoLease
  /// relies on none.
  JournalWriter(Store& store, FleetName fleet, LeaseToken lease = kNoLease)
      : store_(store), fleet_(std::move(fleet)), lease_(lease) {}

  /// nullopt when the entry is durable. Fails with fenced when the lease was lost; without a lease, with
  /// conflict when another writer is at work on this fleet.
  std::optional<Error> write(const JournalBody& body, Instant now);
  const std::optional<Error>& broken() const { return broken_; }

 private:
  std::optional<Error> try_write(const JournalBody& body, Instant now);
  /// Whether somebody wrote about our fleet since `from`; the others' entries are no obstacle.
  Result<bool> overtaken(std::int64_t from);

  Store& store_;
  FleetName fleet_;
  LeaseToken lease_;
  std::int64_t next_ = 0;  ///< 0 until the store was asked.
  std::optional<Error> broken_;
};

}  // namespace muster
