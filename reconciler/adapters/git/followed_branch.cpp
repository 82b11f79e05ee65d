#include "reconciler/adapters/git/followed_branch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "reconciler/adapters/git/run_git.hpp"
#include "reconciler/adapters/secrets/scrub.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHead = "refs/muster/head";          // As the remote has it.
constexpr const char* kFollowed = "refs/muster/followed";  // What muster goes by.
constexpr std::size_t kRevisionsKept = 3;

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// What git said last, without anything secret that a URL may hold.
std::string said(const GitRun& run) {
  const auto last = run.err.find_last_of('\n');
  return scrubbed(last == std::string::npos ? run.err : run.err.substr(last + 1));
}

Error failed(const char* doing, const GitRun& run) {
  return {ErrorKind::io, fmt::format("{}: {}", doing, said(run))};
}

std::string brief(const std::string& commit) {
  return commit.substr(0, 12);
}

void keep_newest(const fs::path& folder, const std::string& besides) {
  std::error_code failure;
  std::vector<std::pair<fs::file_time_type, fs::path>> all;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (entry.path().filename() != besides) all.emplace_back(entry.last_write_time(failure), entry.path());
  }
  std::sort(all.rbegin(), all.rend());
  for (std::size_t i = kRevisionsKept - 1; i < all.size(); ++i) fs::remove_all(all[i].second, failure);
}

}  // namespace

Result<Done> FollowedBranch::make_clone() {
  std::error_code failure;
  if (fs::exists(clone() + "/HEAD", failure)) return Done{};
  fs::create_directories(clone(), failure);
  if (failure) return Error{ErrorKind::io, fmt::format("{}: {}", clone(), failure.message())};
  const auto made = run_git_within(terms_.patience, clone(), {"init", "--bare", "--quiet", "--template="});
  if (!made) return made.error();
  if (made->code != 0) return failed("git init", *made);
  return Done{};
}

Result<std::string> FollowedBranch::fetch() {
  if (auto made = make_clone(); !made) return made.error();
  // Told again each time: the address may have changed.
  for (const auto& [key, value] : {std::pair<std::string, std::string>{"remote.origin.url", terms_.url},
                                   {"remote.origin.promisor", "true"},
                                   {"remote.origin.partialclonefilter", "blob:none"}}) {
    const auto set = run_git_within(terms_.patience, clone(), {"config", key, value});
    if (!set) return set.error();
  }
  const auto known = followed();
  if (!known) return known.error();
  const auto patience = known->empty() ? terms_.first_patience : terms_.patience;
  const auto run = run_git_within(
      patience, clone(),
      {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--filter=blob:none",
       "origin", fmt::format("+refs/heads/{}:{}", terms_.branch, kHead)});
  if (!run) return run.error();
  if (run->code != 0 && run->err.find("couldn't find remote ref") != std::string::npos) {
    return Error{ErrorKind::not_found, fmt::format("the repository has no branch \"{}\"", terms_.branch)};
  }
  if (run->code != 0) return failed("git fetch", *run);
  const auto head = run_git(clone(), {"rev-parse", "--verify", "--quiet", kHead});
  if (!head) return head.error();
  if (head->code != 0) return failed("git rev-parse", *head);
  return first_line(head->out);
}

Result<std::string> FollowedBranch::followed() {
  std::error_code failure;
  if (!fs::exists(clone() + "/HEAD", failure)) return std::string();
  const auto run = run_git(clone(), {"rev-parse", "--verify", "--quiet", kFollowed});
  if (!run) return run.error();
  return run->code == 0 ? first_line(run->out) : "";
}

Result<Done> FollowedBranch::check(const std::string& commit) {
  const auto before = followed();
  if (!before) return before.error();
  if (!before->empty() && *before != commit) {
    const auto run = run_git(clone(), {"merge-base", "--is-ancestor", *before, commit});
    if (!run) return run.error();
    const bool accepted = !terms_.accept.empty() && commit.starts_with(terms_.accept);
    if (run->code != 0 && !accepted) {
      return Error{ErrorKind::conflict,
                   fmt::format("branch {} was rewritten: {} does not continue {}, which stays in force. To "
                               "follow it all the same: muster reconcile --accept {}",
                               terms_.branch, brief(commit), brief(*before), brief(commit))};
    }
  }
  return terms_.allowed_signers.empty() ? Result<Done>(Done{}) : check_signature(commit);
}

Result<Done> FollowedBranch::check_signature(const std::string& commit) {
  const auto signers = fs::absolute(terms_.allowed_signers).string();
  const auto run = run_git_within(
      terms_.patience, clone(),
      {"-c", "gpg.ssh.allowedSignersFile=" + signers, "-c", "gpg.format=ssh", "verify-commit", commit});
  if (!run) return run.error();
  if (run->code == 0) return Done{};
  const auto why = run->err.empty() ? std::string("it is not signed") : said(*run);
  return Error{ErrorKind::denied, fmt::format("commit {} is not signed by anybody in {}: {}", brief(commit),
                                              terms_.allowed_signers, why)};
}

Result<std::string> FollowedBranch::check_out(const std::string& commit, const std::string& path) {
  const auto folder = revision(commit);
  std::error_code failure;
  const auto wanted = path.empty() || path == "." ? folder : folder + "/" + path;
  if (fs::exists(folder, failure)) return wanted;
  const auto draft = folder + ".new";
  fs::remove_all(draft, failure);
  fs::create_directories(draft, failure);
  if (failure) return Error{ErrorKind::io, fmt::format("{}: {}", draft, failure.message())};
  const auto tree = fs::absolute(draft).string();
  const auto run = run_git_within(
      terms_.patience, clone(),
      {"-c", "core.bare=false", "--work-tree=" + tree, "checkout", "--quiet", "--force", "--no-overlay",
       commit, "--", fmt::format(":(top,literal){}", path.empty() ? "." : path)});
  if (!run) return run.error();
  if (run->code != 0 && run->err.find("did not match any file") != std::string::npos) {
    return Error{ErrorKind::not_found, fmt::format("commit {} has no folder {}", brief(commit), path)};
  }
  if (run->code != 0) return failed("git checkout", *run);
  fs::rename(draft, folder, failure);
  if (failure) return Error{ErrorKind::io, fmt::format("{}: {}", folder, failure.message())};
  return wanted;
}

Result<Done> FollowedBranch::accept(const std::string& commit) {
  const auto run = run_git_within(terms_.patience, clone(), {"update-ref", kFollowed, commit});
  if (!run) return run.error();
  if (run->code != 0) return failed("git update-ref", *run);
  keep_newest(terms_.home + "/revisions", commit);
  return Done{};
}

}  // namespace muster
