#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// A file or a link of a commit.
struct TreeEntry {
  std::string mode;  ///< "100644", "100755", or "120000" for a link.
  std::string blob;  ///< Id of the content.
  std::string path;  ///< Relative to the listed folder.
};

/// Returns the files and links of a commit's folder; an empty path or "." is the whole repository. Reads only
/// objects on this machine. Fails with `not_found` if the commit has no such folder. Fails with `invalid` if
/// the folder cannot be written: it is a link or a submodule, or it contains a submodule, a duplicate name, a
/// path out of it, or more than 10,000 files. Fails with `io` if git fails.
Result<std::vector<TreeEntry>> list_tree(const std::string& repository, const std::string& commit,
                                         const std::string& path);

/// Writes the entries below a new folder, byte by byte as in the commit: no filter, attribute or setting of
/// git changes them. It flushes all to the disk. Fails with `conflict` if the folder exists, with `invalid`
/// for a pointer of Git LFS (its content is in no commit) and for a file of more than 64 MiB, and with `io`
/// if content is not on this machine or cannot be written; the folder may then contain a part.
Result<Done> write_tree(const std::string& repository, const std::vector<TreeEntry>& entries,
                        const std::string& folder);

}  // namespace muster
