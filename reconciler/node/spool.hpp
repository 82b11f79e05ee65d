#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::node {

/// Readings that wait for their delivery: a folder with one small file a sample, whose names sort by time.
/// Never larger than its bound: the oldest give way, a tenth of it at a time, so that a full spool is not
/// counted at every sample. They give way as well where the disk has no room for a new one. Two programs may
/// work on it, one that adds and one that delivers, because a file appears whole or not at all.
class Spool {
 public:
  /// Fails with `io` when the folder is not there and cannot be made, or may not be written to. A disk that
  /// is full or read-only is weather: then the spool opens, and each sample tries anew.
  static Result<Spool> open(std::string folder, std::int64_t most_bytes);

  /// Keeps a sample's lines. Fails with `io` when it cannot be kept although the oldest gave way.
  Result<Done> add(Instant at, const std::string& lines);
  /// How many samples gave way to newer ones since the spool was opened.
  std::int64_t gave_way() const { return gave_way_; }

  /// The waiting files, oldest first.
  std::vector<std::string> waiting() const;
  Result<std::string> read(const std::string& file) const;
  void remove(const std::string& file) const;
  /// When the sample in that file was taken; nullopt for a name that is not the spool's.
  static std::optional<Instant> taken_at(const std::string& file);

  /// The mark of the process that fills the spool: whoever delivers from it speaks for that process. "" when
  /// there is none.
  std::string mark() const;
  void keep_mark(const std::string& mark) const;

  std::int64_t bytes() const;  ///< Counted anew, file by file.
  /// What it holds at most, without counting: what was delivered since the last count is still in it.
  std::int64_t bytes_at_most() const { return at_most_; }
  void recount() { at_most_ = bytes(); }

 private:
  Spool(std::string folder, std::int64_t most_bytes) : folder_(std::move(folder)), most_bytes_(most_bytes) {}
  std::string path(const std::string& file) const { return folder_ + "/" + file; }
  int put(Instant at, const std::string& lines) const;
  void let_go(const std::string& file);
  void keep_bound();

  std::string folder_;
  std::int64_t most_bytes_;
  std::int64_t at_most_ = 0;
  std::int64_t gave_way_ = 0;
};

}  // namespace muster::node
