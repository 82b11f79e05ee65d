#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// The file a cloud is kept in. Held by one process at a time; replaced as a whole, never half written.
class StateFile {
 public:
  /// Takes the file for this process. Fails with `io` when another has it or its folder cannot be made.
  static Result<std::unique_ptr<StateFile>> take(const std::string& path);
  ~StateFile();
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  /// What is in it; nothing when it is not there yet.
  Result<std::optional<std::string>> read() const;
  Result<Done> replace(const std::string& text);

 private:
  StateFile(std::string path, int lock);
  std::string path_;
  int lock_;
};

}  // namespace muster::sandbox
