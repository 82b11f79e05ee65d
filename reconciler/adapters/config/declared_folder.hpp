#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// A folder with more files is rejected.
inline constexpr std::size_t kMostDeclaredFiles = 10'000;

/// One file of the folder of declared files, as bytes.
struct DeclaredFile {
  std::string relative;  ///< Relative to the folder: "policies/disk.yaml".
  std::string shown;     ///< Its name in diagnostics: "desired-state/policies/disk.yaml".
  std::string text;      ///< At most one byte more than the size limit of a declared file.
};

/// The content of a folder of declared files, in the order of the paths.
struct DeclaredFolder {
  std::string shown;                ///< The name of the folder in diagnostics.
  std::vector<DeclaredFile> yaml;   ///< Files that may declare something.
  std::vector<DeclaredFile> tests;  ///< `*_test.yaml`: policy tests. They declare nothing.
  std::vector<std::string> others;  ///< Relative paths of files that muster ignores.
  Diagnostics problems;             ///< Files that could not be read, and links out of the folder.
};

/// Reads a folder with its subfolders. Ignores hidden files and folders and `*.md`. Links may only lead to
/// files inside the folder; a link that leads nowhere is a problem, whatever its name.
DeclaredFolder read_declared_folder(const std::string& dir);

/// Returns the bytes of one file inside the folder. Fails with `invalid` if the path leads out of the folder
/// or the file exceeds `limit`, and with `not_found` if there is no such file.
Result<std::string> read_inside(const std::string& dir, const std::string& relative, std::size_t limit);

}  // namespace muster
