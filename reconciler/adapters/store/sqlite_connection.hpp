#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "reconciler/adapters/store/journal_checkpoint.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/history/chain.hpp"
#include "reconciler/core/history/lease.hpp"

namespace muster {

/// One open file, and the data that the parts of SqliteStore share.
struct SqliteConnection {
  std::string path;  ///< "" for a store in memory.
  SQLite::Database database;
  JournalCheckpoint checkpoint;

  explicit SqliteConnection(const std::string& file);

  /// "the store .muster/state.db", for the beginning of a sentence.
  std::string name() const;
  Error error_of(const SQLite::Exception& thrown) const;

  /// Returns the end of the journal. Fails with io if its last entry differs from the recorded end.
  Result<ChainHead> head();
  /// Returns the begin of the journal. May throw.
  ChainHead base();
  /// Returns the error if `lease` is a token under which the fleet's lease is not held.
  std::optional<Error> fenced(const FleetName& fleet, LeaseToken lease);

  /// Runs code that may throw, and converts an exception to an Error.
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

  /// The same in one transaction, which is committed if `work` succeeds.
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

/// An instant in a column: milliseconds since 1970.
inline std::int64_t column_of(Instant at) {
  return static_cast<std::int64_t>(at.time_since_epoch().count());
}
inline Instant instant_of(const SQLite::Column& column) {
  return Instant(Duration(column.getInt64()));
}

}  // namespace muster
