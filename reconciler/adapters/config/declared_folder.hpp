#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// More files than these are no folder of declared files.
inline constexpr std::size_t kMostDeclaredFiles = 10'000;

/// One file of the folder of declared files, as bytes.
struct DeclaredFile {
  std::string relative;  ///< Seen from the folder: "policies/disk.yaml".
  std::string shown;     ///< As diagnostics name it: "desired-state/policies/disk.yaml".
  std::string text;      ///< At most one byte more than a declared file may have.
};

/// What there is in a folder of declared files, in the order of the paths.
struct DeclaredFolder {
  std::string shown;                ///< What diagnostics call the folder.
  std::vector<DeclaredFile> yaml;   ///< Files that may declare something.
  std::vector<DeclaredFile> tests;  ///< `*_test.yaml`: policy tests. They declare nothing.
  std::vector<std::string> others;  ///< Relative paths of files that muster has no use for.
  Diagnostics problems;             ///< What could not be read, and what leads out of the folder.
};

/// Reads a folder with its subfolders. Hidden files and folders and `*.md` are passed over.
/// Links may lead to files inside the folder only.
DeclaredFolder read_declared_folder(const std::string& dir);

/// The bytes of one file inside the folder, at most `limit`. Fails with `invalid` when the path leads out of
/// the folder, `not_found` when there is no such file.
Result<std::string> read_inside(const std::string& dir, const std::string& relative, std::size_t limit);

}  // namespace muster
