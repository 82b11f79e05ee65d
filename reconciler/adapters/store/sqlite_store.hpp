#pragma once

#include <memory>
#include <string>

#include "reconciler/ports/store.hpp"

namespace muster {

struct SqliteConnection;

/// The store in one SQLite file, for one machine: write-ahead log, every write synced to the disk before it
/// returns. Processes may share the file; a process that loses the race for a number or a lease gets a
/// conflict.
class SqliteStore : public Store {
 public:
  /// Opens the file. Creates missing folders and the file for the owner alone; "" keeps everything in memory.
  /// Migrates an older schema. Fails with io if the file cannot be opened, is no journal, is damaged, or has
  /// lost an acknowledged entry. Fails with unsupported if a newer muster wrote it or its file system has no
  /// locks, and with timeout if another process holds a lock for seconds.
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& path);

  ~SqliteStore() override;
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  Result<std::int64_t> append(Instant at, const FleetName& fleet, const JournalBody& body,
                              std::int64_t expected_sequence, LeaseToken lease) override;
  Result<std::int64_t> next_sequence() override;
  Result<std::vector<JournalEntry>> entries_since(std::int64_t from, int limit) override;
  Result<std::vector<JournalEntry>> entries_from(Instant since) override;
  Result<std::vector<JournalRow>> rows_since(std::int64_t from, int limit) override;
  Result<ChainHead> chain_head() override;
  Result<ChainHead> chain_base() override;
  Result<std::int64_t> forget_before(const FleetName& fleet, Instant before, LeaseToken lease) override;

  Result<Lease> take_lease(const FleetName& fleet, const LeaseHolder& holder, Instant now, Duration ttl,
                           LeaseToken over) override;
  Result<Lease> renew_lease(const Lease& lease, Instant now, Duration ttl) override;
  Result<Done> release_lease(const Lease& lease) override;
  Result<std::optional<Lease>> lease_of(const FleetName& fleet) override;

  Result<Done> put_snapshot(const FleetName& fleet, const std::string& name, const std::string& text,
                            LeaseToken lease) override;
  Result<std::optional<std::string>> snapshot(const FleetName& fleet, const std::string& name) override;

 private:
  static Result<Done> prepare(SqliteConnection& connection);
  explicit SqliteStore(std::unique_ptr<SqliteConnection> connection);

  std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace muster
