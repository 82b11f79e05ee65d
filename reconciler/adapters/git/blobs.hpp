#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The content of a committed file.
struct NamedBlob {
  std::string id;
  std::string path;  ///< For messages.
};

/// Receives the content of the blob with this index.
using TakeBlob = std::function<Result<Done>(std::size_t index, std::string_view content)>;

/// Returns the sizes in bytes, in order. Fails with `io` if git fails, or if one of the blobs is not on this
/// machine.
Result<std::vector<std::size_t>> blob_sizes(const std::string& repository,
                                            const std::vector<NamedBlob>& blobs);

/// Passes each blob to `take`, in order, and stops at its first failure. Fails as blob_sizes does, and with
/// `invalid` if one blob is larger than the limit of run_git.
Result<Done> read_blobs(const std::string& repository, const std::vector<NamedBlob>& blobs,
                        const TakeBlob& take);

}  // namespace muster
