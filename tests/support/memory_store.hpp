#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/ports/store.hpp"

namespace muster::testing {

/// A store in memory under the same contract as the real ones, with a disk that can fill up.
class MemoryStore : public Store {
 public:
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

  /// After so many more entries every append fails with io, as on a full disk.
  void fill_up_after(int appends) { room_ = appends; }
  /// Every call fails with io.
  void take_away() { gone_ = true; }
  void bring_back() { gone_ = false; }

  /// Asked after each entry that was written.
  std::function<void(const JournalEntry&)> after_append;

  const std::vector<JournalEntry>& entries() const { return entries_; }

 private:
  /// A fleet's lease; it stays when it is given back, so that its token never falls.
  struct Kept {
    Lease lease;
    bool held = false;
  };
  std::optional<Error> fenced(const FleetName& fleet, LeaseToken lease) const;

  std::vector<JournalEntry> entries_;
  std::vector<JournalRow> rows_;  ///< The same entries as stored.
  ChainHead base_;
  std::map<FleetName, Kept> leases_;
  std::map<std::pair<FleetName, std::string>, std::string> snapshots_;
  std::optional<int> room_;
  bool gone_ = false;
};

}  // namespace muster::testing
