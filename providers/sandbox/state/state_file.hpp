#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// The file of a cloud. One process at a time holds it; it is replaced atomically.
class StateFile {
 public:
  /// Takes the file for this process. Fails with `io` if another process holds it or its folder cannot be
  /// created, and with `invalid` if it is not a regular file.
  static Result<std::unique_ptr<StateFile>> take(const std::string& path);
  ~StateFile();
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  /// Returns its content; nullopt if the file does not exist yet. Fails with io.
  Result<std::optional<std::string>> read() const;
  Result<Done> replace(const std::string& text);

 private:
  StateFile(std::string path, int lock);
  std::string path_;
  int lock_;
};

}  // namespace muster::sandbox
