#pragma once

#include <optional>
#include <string>

#include "reconciler/core/history/chain.hpp"

namespace muster {

/// A small file beside the store that says how far the journal was when its last entry was acknowledged.
///
/// SQLite takes the end of a write-ahead log whose checksum does not fit for a write that was never finished,
/// and drops it without a word. After a crash that is right; after damage it would be a shorter history that
/// looks whole. The witness tells the two apart: it is written behind the store, so it is never ahead of it
/// unless the store has lost something. It is not synced: a power cut may leave an older one, which is no
/// false alarm.
class Witness {
 public:
  /// `path` of the file; "" for a store in memory, which needs none.
  explicit Witness(std::string path) : path_(std::move(path)) {}
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  ~Witness();

  /// What was noted last; nullopt when nothing was, or nothing that can be read.
  std::optional<ChainHead> read() const;
  /// Notes an end that was acknowledged. Failing is no harm: the old one stays.
  void note(const ChainHead& head);
  /// Forgets, for a store that begins anew.
  void forget();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int file_ = -1;  ///< Opened by the first note.
};

/// Where the witness of a store is.
std::string witness_beside(const std::string& store);

}  // namespace muster
