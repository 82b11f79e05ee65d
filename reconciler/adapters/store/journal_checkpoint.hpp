#pragma once

#include <optional>
#include <string>

#include "reconciler/core/history/chain.hpp"

namespace muster {

/// A small file beside the store with the end of the journal at its last acknowledged entry.
///
/// SQLite treats an end of the write-ahead log with a wrong checksum as an unfinished write and drops it
/// silently. After a crash that is correct; after damage the history would be shorter and look complete. The
/// witness distinguishes the two cases. It is written after the store, so it is ahead of it only if the store
/// has lost something. It is not synced: after a power cut it may be older, which causes no false alarm.
class JournalCheckpoint {
 public:
  /// `path` of the file; "" for a store in memory, which needs none.
  explicit JournalCheckpoint(std::string path) : path_(std::move(path)) {}
  JournalCheckpoint(const JournalCheckpoint&) = delete;
  JournalCheckpoint& operator=(const JournalCheckpoint&) = delete;
  ~JournalCheckpoint();

  /// Returns the last recorded end; nullopt if there is none, or none that is readable.
  std::optional<ChainHead> read() const;
  /// Records an acknowledged end. A failure does no harm: the old one stays.
  void note(const ChainHead& head);
  /// Removes the record, for a store that starts anew.
  void forget();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int file_ = -1;  ///< Opened by the first `note`.
};

/// Returns the path of the witness of a store.
std::string checkpoint_beside(const std::string& store);

}  // namespace muster
