#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::node {

/// Readings that wait for their delivery: a folder with one small file for each sample, whose names sort by
/// time. It never exceeds its limit: the oldest samples are dropped, a tenth of the limit at a time, so that
/// a full spool is not counted at every sample. They are also dropped if the disk has no room for a new one.
/// One program may add and another one deliver at the same time, because a file appears completely or not at
/// all.
class Spool {
 public:
  /// Fails with `io` if the folder does not exist and cannot be created, or may not be written to. A full or
  /// read-only disk is temporary: the spool then opens, and each sample tries again.
  static Result<Spool> open(std::string folder, std::int64_t most_bytes);

  /// Stores the lines of a sample. Fails with `io` if that is impossible although the oldest samples were
  /// dropped.
  Result<Done> add(Instant at, const std::string& lines);
  /// Number of samples that were dropped for newer ones since the spool was opened.
  std::int64_t gave_way() const { return gave_way_; }

  /// Returns the waiting files, oldest first.
  std::vector<std::string> waiting() const;
  /// Returns the lines in a waiting file. Fails as read_whole_file does.
  Result<std::string> read(const std::string& file) const;
  void remove(const std::string& file) const;
  /// Returns the time of the sample in that file; nullopt for a name that is not the spool's.
  static std::optional<Instant> taken_at(const std::string& file);

  /// Returns the mark of the process that fills the spool, for which a delivering program speaks. "" if there
  /// is none.
  std::string mark() const;
  void keep_mark(const std::string& mark) const;

  std::int64_t bytes() const;  ///< Counts all files again.
  /// Upper bound of its size without counting: it includes samples that were delivered since the last count.
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
