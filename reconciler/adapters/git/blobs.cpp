#include "reconciler/adapters/git/blobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <sstream>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

constexpr std::size_t kBlobsAtOnce = 256;
constexpr std::size_t kBytesAtOnce = std::size_t{32} << 20;  // Below the limit of run_git.

Error ended_early() {
  return {ErrorKind::io, "git cat-file ended early"};
}

/// The size in a line "id type size" of git. Anything else tells that the content is missing.
Result<std::size_t> size_in(std::string_view line, const std::string& path) {
  std::istringstream words{std::string(line)};
  std::string id, type;
  std::size_t size = 0;
  words >> id >> type >> size;
  if (words && type == "blob") return size;
  return Error{ErrorKind::io, fmt::format("the content of {} is not on this machine: the repository is "
                                          "damaged (git fsck), or it is a partial clone (git fetch)",
                                          path)};
}

/// Runs `git cat-file` with these ids as its input.
Result<std::string> cat_file(const std::string& repository, const char* mode,
                             std::span<const NamedBlob> blobs) {
  std::string ids;
  for (const auto& blob : blobs) ids += blob.id + "\n";
  const auto run = run_git(repository, {"cat-file", mode}, ids);
  if (!run) return run.error();
  if (run->code != 0) return Error{ErrorKind::io, "git cat-file: " + message_of(*run)};
  return run->out;
}

/// Takes the output of `git cat-file --batch` apart: "id type size\ncontent\n" for each blob.
Result<Done> take_all(std::string_view printed, std::span<const NamedBlob> blobs, std::size_t first,
                      const TakeBlob& take) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    const auto line_end = printed.find('\n', at);
    if (line_end == std::string_view::npos) return ended_early();
    const auto size = size_in(printed.substr(at, line_end - at), blobs[i].path);
    if (!size) return size.error();
    if (line_end + 1 + *size >= printed.size()) return ended_early();
    if (auto taken = take(first + i, printed.substr(line_end + 1, *size)); !taken) return taken;
    at = line_end + 1 + *size + 1;
  }
  return Done{};
}

}  // namespace

Result<std::vector<std::size_t>> blob_sizes(const std::string& repository,
                                            const std::vector<NamedBlob>& blobs) {
  std::vector<std::size_t> sizes;
  if (blobs.empty()) return sizes;
  const auto printed = cat_file(repository, "--batch-check", blobs);
  if (!printed) return printed.error();
  std::istringstream lines(*printed);
  for (const auto& blob : blobs) {
    std::string line;
    if (!std::getline(lines, line)) return ended_early();
    const auto size = size_in(line, blob.path);
    if (!size) return size.error();
    sizes.push_back(*size);
  }
  return sizes;
}

Result<Done> read_blobs(const std::string& repository, const std::vector<NamedBlob>& blobs,
                        const TakeBlob& take) {
  const auto sizes = blob_sizes(repository, blobs);
  if (!sizes) return sizes.error();
  for (std::size_t at = 0; at < blobs.size();) {
    std::size_t count = 1;
    for (auto bytes = (*sizes)[at]; at + count < blobs.size() && count < kBlobsAtOnce; ++count) {
      bytes += (*sizes)[at + count];
      if (bytes > kBytesAtOnce) break;
    }
    const auto batch = std::span(blobs).subspan(at, count);
    const auto printed = cat_file(repository, "--batch", batch);
    if (!printed) return printed.error();
    if (auto taken = take_all(*printed, batch, at, take); !taken) return taken;
    at += count;
  }
  return Done{};
}

}  // namespace muster
