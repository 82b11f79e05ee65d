#pragma once

#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The right to work in a clone of muster's own, held while this object lives. A git that this process
/// started can hold it as well (GitOptions::held), so that it ends only when that git has ended too, even if
/// this process was killed.
///
/// Whoever has the lock alone knows that no git works in the clone, and removes the files that a killed git
/// left there: locks ("*.lock", "gc.pid") and half packs ("tmp_*").
class CloneLock {
 public:
  /// Waits at most `patience`. Without the lock (somebody else works there, or the file system cannot lock)
  /// nothing is removed, and git's own locks still hold.
  CloneLock(const std::string& lock_file, const std::string& clone,
            Duration patience = std::chrono::seconds(3));
  CloneLock(const CloneLock&) = delete;
  CloneLock& operator=(const CloneLock&) = delete;
  ~CloneLock();

  /// The descriptor to hand to git; -1 without the lock.
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

}  // namespace muster
