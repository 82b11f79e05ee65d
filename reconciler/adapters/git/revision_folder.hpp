#pragma once

#include <filesystem>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The folder of one revision and the digest of its content, beside each other in a folder of muster. A
/// folder that exists can have lost a file since: to a cleaner of old files, a bad disk, or a person.
struct RevisionFolder {
  std::filesystem::path home;
  std::string name;

  std::filesystem::path folder() const { return home / "revisions" / name; }
  std::filesystem::path record() const { return home / "digests" / name; }

  /// Whether the content is the recorded one: names, bytes, modes and links.
  bool is_intact() const;
  /// Records the content of `draft` and gives it the place of the folder. Fails with `io`.
  Result<Done> replace_by(const std::filesystem::path& draft) const;
};

/// Removes all revisions of this home but the newest few, and those whose name begins with `besides`.
void keep_newest_revisions(const std::filesystem::path& home, const std::string& besides);

}  // namespace muster
