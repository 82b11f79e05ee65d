#include "reconciler/adapters/git/committed_fleets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

/// As in a folder itself: hidden files and policy tests declare nothing.
bool declares(const std::string& path) {
  const auto name = std::filesystem::path(path).filename().generic_string();
  return !name.ends_with("_test.yaml") && !name.ends_with("_test.yml") && !name.starts_with('.');
}

/// Returns the files that a search in the commit finds; `words` are the arguments of the search.
Result<std::vector<DeclaredFile>> found_by(const Repository& at, const BaseBranch& base,
                                           const std::vector<std::string>& words, const std::string& below) {
  std::vector<std::string> search = {"grep", "-l", "-z", "-F", "--full-name"};
  search.insert(search.end(), words.begin(), words.end());
  // Without "literal" a folder's name could be a pattern; this function checks the endings itself.
  search.insert(search.end(), {base.commit, "--", ":(top,literal)" + below});
  const auto run = run_git(at.top, search);
  if (!run) return run.error();
  if (run->code > 1) return Error{ErrorKind::io, "git grep: " + run->err};
  std::vector<DeclaredFile> files;
  for (std::size_t start = 0; start < run->out.size();) {
    const auto end = std::min(run->out.find('\0', start), run->out.size());
    const auto skip = start + base.commit.size() + 1;
    const auto path = end > skip ? run->out.substr(skip, end - skip) : std::string();
    start = end + 1;
    if (!(path.ends_with(".yaml") || path.ends_with(".yml")) || !declares(path)) continue;
    const auto blob = run_git(at.top, {"cat-file", "blob", base.commit + ":" + path});
    if (!blob) return blob.error();
    if (blob->code != 0) return Error{ErrorKind::io, fmt::format("git cat-file {}: {}", path, blob->err)};
    files.push_back({path, base.name + ":" + path, blob->out});
  }
  return files;
}

}  // namespace

Result<std::vector<DeclaredFile>> fleet_files_of(const Repository& at, const BaseBranch& base,
                                                 const std::string& below) {
  return found_by(at, base, {"-e", "Fleet"}, below);
}

Result<std::vector<DeclaredFile>> fleet_files_with(const Repository& at, const BaseBranch& base,
                                                   const std::string& word) {
  return found_by(at, base, {"--all-match", "-e", "Fleet", "--or", "-e", word}, "");
}

}  // namespace muster
