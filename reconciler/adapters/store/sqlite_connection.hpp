#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "reconciler/adapters/store/witness.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/history/chain.hpp"
#include "reconciler/core/history/lease.hpp"

namespace muster {

/// One open file, and what the parts of SqliteStore share.
struct SqliteConnection {
  std::string path;  ///< "" for one in memory.
  SQLite::Database database;
  Witness witness;

  explicit SqliteConnection(const std::string& file);

  /// "the store .muster/state.db", for the beginning of a sentence.
  std::string name() const;
  Error error_of(const SQLite::Exception& thrown) const;

  /// Where the journal ends. Fails with io when its last entry is not what was recorded with it.
  Result<ChainHead> head();
  /// Where it begins. May throw.
  ChainHead base();
  /// The error when `lease` is a token under which the fleet's lease is not held.
  std::optional<Error> fenced(const FleetName& fleet, LeaseToken lease);

  /// Runs something that may throw; what it throws becomes an Error.
  template <class Work>
  auto guarded(Work work) -> decltype(work()) {
    try {
      return work();
    } catch (const SQLite::Exception& thrown) {
      return error_of(thrown);
    } catch (const std::exception& thrown) {
      return Error{ErrorKind::io, name() + ": " + thrown.what()};
    }
  }

  /// The same as one transaction that is committed when `work` gives no error.
  template <class Work>
  auto in_transaction(Work work) -> decltype(work()) {
    return guarded([&]() -> decltype(work()) {
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
      auto result = work();
      if (result) transaction.commit();
      return result;
    });
  }
};

/// How an instant is kept in a column: milliseconds since 1970.
inline std::int64_t column_of(Instant at) {
  return static_cast<std::int64_t>(at.time_since_epoch().count());
}
inline Instant instant_of(const SQLite::Column& column) {
  return Instant(Duration(column.getInt64()));
}

}  // namespace muster
