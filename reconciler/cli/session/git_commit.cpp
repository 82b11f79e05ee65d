#include "reconciler/cli/session/git_commit.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace muster {

namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

bool is_commit(const std::string& text) {
  const bool length_fits = text.size() == 40 || text.size() == 64;
  return length_fits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Returns the folder of ".git": the folder itself, or in a linked work tree the one that a file names.
fs::path git_folder(const fs::path& dot_git) {
  std::error_code failure;
  if (fs::is_directory(dot_git, failure)) return dot_git;
  const auto line = first_line(dot_git);
  const std::string mark = "gitdir: ";
  if (line.rfind(mark, 0) != 0) return {};
  const fs::path named = line.substr(mark.size());
  return named.is_absolute() ? named : dot_git.parent_path() / named;
}

/// Linked work trees keep their branches in the folder that "commondir" names.
fs::path common_folder(const fs::path& git) {
  const auto line = first_line(git / "commondir");
  if (line.empty()) return git;
  const fs::path named = line;
  return named.is_absolute() ? named : git / named;
}

std::string packed_commit(const fs::path& git, const std::string& reference) {
  std::ifstream in(git / "packed-refs");
  for (std::string line; std::getline(in, line);) {
    const auto blank = line.find(' ');
    if (blank != std::string::npos && line.substr(blank + 1) == reference) return line.substr(0, blank);
  }
  return "";
}

std::string commit_at(const fs::path& git) {
  auto head = first_line(git / "HEAD");
  if (is_commit(head)) return head;
  const std::string mark = "ref: ";
  if (head.rfind(mark, 0) != 0) return "";
  const auto reference = head.substr(mark.size());
  const auto common = common_folder(git);
  const auto loose = first_line(common / reference);
  const auto commit = is_commit(loose) ? loose : packed_commit(common, reference);
  return is_commit(commit) ? commit : "";
}

}  // namespace

std::string git_commit_of(const std::string& dir) {
  std::error_code failure;
  auto at = fs::absolute(dir, failure);
  if (failure) return "";
  for (at = at.lexically_normal();; at = at.parent_path()) {
    if (fs::exists(at / ".git", failure)) {
      const auto git = git_folder(at / ".git");
      return git.empty() ? "" : commit_at(git);
    }
    if (at == at.parent_path()) return "";
  }
}

}  // namespace muster
