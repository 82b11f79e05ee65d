#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// A file or a link of a commit.
struct TreeEntry {
  std::string mode;  ///< "100644", "100755", or "120000" for a link.
  std::string blob;  ///< Id of the content.
  std::string path;  ///< From the folder that was listed.
};

/// The files and links of a commit's folder; an empty path or "." is the whole repository. Only objects of
/// this machine are read. Fails with `not_found` when the commit has no such folder. Fails with `invalid`
/// when the folder cannot be written out as it is: the folder is a link or a submodule, it holds a submodule,
/// one name twice, a path that leads out of it, or more than 10,000 files.
Result<std::vector<TreeEntry>> list_tree(const std::string& repository, const std::string& commit,
                                         const std::string& path);

/// Writes the entries below a new folder, byte by byte as the commit has them: no filter, attribute or
/// setting of git changes them. All is flushed to the disk. Fails with `conflict` when the folder exists,
/// with `invalid` for a pointer of Git LFS (its content is in no commit) and for more than 64 MiB, with
/// `io` when a content is not on this machine or cannot be written; the folder may then hold a part.
Result<Done> write_tree(const std::string& repository, const std::vector<TreeEntry>& entries,
                        const std::string& folder);

}  // namespace muster
