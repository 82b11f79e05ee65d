#include "reconciler/adapters/git/tracked_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <sstream>
#include <vector>

#include "reconciler/adapters/git/repository.hpp"
#include "reconciler/adapters/git/run_git.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

/// The files of SQLite and muster beside a store.
constexpr const char* kBeside[] = {"", "-wal", "-shm", "-journal", "-witness"};

/// Checks git's index for the file and each folder in its path, as "mode path" lines.
std::optional<Error> refusal_at(const fs::path& file, const std::string& named) {
  const auto top = work_tree_above(file.parent_path());
  if (top.empty()) return std::nullopt;
  const auto relative = file.lexically_relative(top).generic_string();
  std::vector<std::string> words = {"ls-files", "-s", "-z", "--"};
  std::set<std::string> files;
  for (const auto* end : kBeside) files.insert(relative + end);
  for (const auto& one : files) words.push_back(":(top,literal)" + one);
  for (auto part = fs::path(relative).parent_path(); !part.empty(); part = part.parent_path())
    words.push_back(":(top,literal)" + part.generic_string());
  const auto run = run_git(top.string(), words);
  if (!run) return run.error().during(fmt::format("checking whether git tracks the store {}", named));
  if (run->code != 0)
    return Error{ErrorKind::io,
                 fmt::format("git cannot determine whether it tracks the store {}: {}", named, run->err)};
  std::istringstream entries(run->out);
  for (std::string entry; std::getline(entries, entry, '\0');) {
    const auto tab = entry.find('\t');
    if (tab == std::string::npos) continue;
    const auto path = entry.substr(tab + 1);
    // For a folder in the path git lists everything below it: only a link or submodule matters.
    const bool leads_elsewhere =
        (entry.starts_with("120000") || entry.starts_with("160000")) && relative.starts_with(path + "/");
    if (files.contains(path) || leads_elsewhere)
      return Error{ErrorKind::denied,
                   fmt::format("the store {} came with a commit: git tracks {}. A person who may commit "
                               "could write approvals into it, so muster does not use it. Remove it from "
                               "git, or name another place: --state FILE (or MUSTER_STATE)",
                               named, path)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> refusal_of_tracked(const std::string& file) {
  std::error_code failure;
  const auto named = fs::absolute(file, failure).lexically_normal();
  if (auto refusal = refusal_at(named, file)) return refusal;
  const auto real = fs::weakly_canonical(named, failure);
  return failure || real == named ? std::nullopt : refusal_at(real, file);
}

}  // namespace muster
