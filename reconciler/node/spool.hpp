#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::node {

/// Readings that wait for their delivery: a folder with one small file a sample, whose names sort by time.
/// Never larger than its bound: the oldest give way, a tenth of it at a time, so that a full spool is not
/// counted at every sample. Two programs may work on it, one that adds and one that delivers, because a file
/// appears whole or not at all.
class Spool {
 public:
  /// Fails with `io` when the folder cannot be made or written to.
  static Result<Spool> open(std::string folder, std::int64_t most_bytes);

  /// Keeps a sample's lines. Returns how many old samples gave way.
  Result<int> add(Instant at, const std::string& lines);

  /// The waiting files, oldest first.
  std::vector<std::string> waiting() const;
  Result<std::string> read(const std::string& file) const;
  void remove(const std::string& file) const;

  std::int64_t bytes() const;  ///< Counted anew, file by file.
  /// What it holds at most, without counting: what was delivered since the last count is still in it.
  std::int64_t bytes_at_most() const { return at_most_; }
  void recount() { at_most_ = bytes(); }

 private:
  Spool(std::string folder, std::int64_t most_bytes) : folder_(std::move(folder)), most_bytes_(most_bytes) {}
  std::string path(const std::string& file) const { return folder_ + "/" + file; }

  std::string folder_;
  std::int64_t most_bytes_;
  std::int64_t at_most_ = 0;
};

}  // namespace muster::node
