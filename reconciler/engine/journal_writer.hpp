#pragma once

#include <cstdint>
#include <optional>

#include "reconciler/ports/store.hpp"

namespace muster {

/// Writes what one apply intends and did. After the first failure it writes nothing more: a journal with a
/// hole in it would be worse than one that ends.
class JournalWriter {
 public:
  JournalWriter(Store& store, FleetName fleet) : store_(store), fleet_(std::move(fleet)) {}

  /// nullopt when the entry is durable. Fails with conflict when another writer is at work on this fleet.
  std::optional<Error> write(const JournalBody& body, Instant now);
  const std::optional<Error>& broken() const { return broken_; }

 private:
  std::optional<Error> try_write(const JournalBody& body, Instant now);
  /// Whether somebody wrote about our fleet since `from`; the others' entries are no obstacle.
  Result<bool> overtaken(std::int64_t from);

  Store& store_;
  FleetName fleet_;
  std::int64_t next_ = 0;  ///< 0 until the store was asked.
  std::optional<Error> broken_;
};

}  // namespace muster
