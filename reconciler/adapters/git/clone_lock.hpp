#pragma once

#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The right to work in a clone of muster, held while this object exists. A git process of this program can
/// hold it too (GitOptions::held). The lock then ends only after that git process, even if this program is
/// killed.
///
/// The holder of the lock knows that no git works in the clone. It removes the files that a killed git left:
/// locks ("*.lock", "gc.pid") and partial packs ("tmp_*").
class CloneLock {
 public:
  /// Waits at most `patience`. Without the lock (another process has it, or the file system cannot lock)
  /// nothing is removed, and git's own locks still apply.
  CloneLock(const std::string& lock_file, const std::string& clone,
            Duration patience = std::chrono::seconds(3));
  CloneLock(const CloneLock&) = delete;
  CloneLock& operator=(const CloneLock&) = delete;
  ~CloneLock();

  /// The descriptor for git; -1 without the lock.
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

}  // namespace muster
