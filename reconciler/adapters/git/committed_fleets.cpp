#include "reconciler/adapters/git/committed_fleets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "reconciler/adapters/git/blobs.hpp"
#include "reconciler/adapters/git/tree_records.hpp"
#include "reconciler/adapters/yaml/yaml_limits.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

bool is_yaml(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

/// As in a folder itself: hidden files, hidden folders and policy tests declare nothing.
bool declares(const fs::path& below_folder) {
  const auto name = below_folder.filename().generic_string();
  return !name.ends_with("_test.yaml") && !name.ends_with("_test.yml") &&
         std::none_of(below_folder.begin(), below_folder.end(),
                      [](const fs::path& part) { return part.native().starts_with('.'); });
}

/// The YAML files of the commit below a folder, links excepted.
Result<std::vector<NamedBlob>> yaml_below(const Repository& at, const BaseBranch& base,
                                          const std::string& below) {
  std::vector<std::string> words = {"-r", base.commit};
  // Without "literal" a folder's name could be a pattern.
  if (!below.empty()) words.insert(words.end(), {"--", ":(top,literal)" + below});
  const auto records = tree_records(at.top, words);
  if (!records) return records.error();
  std::vector<NamedBlob> found;
  for (const auto& record : *records)
    if (record.type == "blob" && record.mode != kLinkMode && is_yaml(record.path))
      found.push_back({record.id, record.path});
  return found;
}

/// Reads the files that contain all of these words.
Result<std::vector<DeclaredFile>> read_with(const Repository& at, const BaseBranch& base,
                                            const std::vector<NamedBlob>& blobs,
                                            const std::vector<std::string>& words) {
  std::vector<DeclaredFile> files;
  const auto read = read_blobs(at.top, blobs, [&](std::size_t i, std::string_view text) -> Result<Done> {
    const bool all = std::all_of(words.begin(), words.end(),
                                 [&](const auto& word) { return text.find(word) != text.npos; });
    if (all) files.push_back({blobs[i].path, base.name + ":" + blobs[i].path, std::string(text)});
    return Done{};
  });
  if (!read) return read.error().during("reading the committed fleet files of " + base.name);
  return files;
}

}  // namespace

Result<std::vector<DeclaredFile>> fleet_files_of(const Repository& at, const BaseBranch& base,
                                                 const std::string& below) {
  auto blobs = yaml_below(at, base, below);
  if (!blobs) return blobs.error();
  std::erase_if(*blobs, [&](const auto& blob) { return !declares(blob.path.substr(below.size())); });
  return read_with(at, base, *blobs, {"Fleet"});
}

Result<std::vector<DeclaredFile>> fleet_files_with(const Repository& at, const BaseBranch& base,
                                                   const std::string& word) {
  const auto blobs = yaml_below(at, base, "");
  if (!blobs) return blobs.error();
  const auto sizes = blob_sizes(at.top, *blobs);
  if (!sizes) return sizes.error().during("reading the committed fleet files of " + base.name);
  std::vector<NamedBlob> readable;
  for (std::size_t i = 0; i < blobs->size(); ++i) {
    // Any folder of the repository can be a declared one, also a hidden one: only the file's name counts.
    const auto name = fs::path((*blobs)[i].path).filename();
    if (declares(name) && (*sizes)[i] <= YamlLimits{}.bytes) readable.push_back((*blobs)[i]);
  }
  return read_with(at, base, readable, {"Fleet", word});
}

}  // namespace muster
