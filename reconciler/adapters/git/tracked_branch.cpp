#include "reconciler/adapters/git/tracked_branch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <vector>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/git/clone_lock.hpp"
#include "reconciler/adapters/git/commit_tree.hpp"
#include "reconciler/adapters/git/run_git.hpp"
#include "reconciler/core/base/digest.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRemoteHead = "refs/muster/head";    // As the remote has it.
constexpr const char* kFollowed = "refs/muster/followed";  // The commit that muster uses.
constexpr std::size_t kRevisionsKept = 3;

Error failed(const char* doing, const GitRun& run) {
  return {ErrorKind::io, fmt::format("{}: {}", doing, message_of(run))};
}

std::string brief(const std::string& commit) {
  return commit.substr(0, 12);
}

bool is_commit(const std::string& text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void keep_newest(const fs::path& folder, const std::string& besides) {
  std::error_code failure;
  std::vector<std::pair<fs::file_time_type, fs::path>> all;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (!entry.path().filename().string().starts_with(besides))
      all.emplace_back(entry.last_write_time(failure), entry.path());
  }
  std::sort(all.rbegin(), all.rend());
  for (std::size_t i = kRevisionsKept - 1; i < all.size(); ++i) fs::remove_all(all[i].second, failure);
}

/// Whether git reports that objects or files of the clone itself are damaged. Lines of the remote are
/// ignored, because they are foreign text.
bool tells_of_damage(const GitRun& run) {
  std::istringstream lines(run.err);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("remote:")) continue;
    for (const char* sign :
         {"is corrupt", "is empty", "loose object", "bad object", "unable to unpack", "not a git repository",
          "bad config", "unable to read tree", "packfile", "reference broken", "invalid object", "inflate"}) {
      if (line.find(sign) != std::string::npos) return true;
    }
  }
  return false;
}

/// Keeps a damaged clone once, for an inspection, and makes a new one.
void set_aside(const std::string& clone) {
  std::error_code failure;
  fs::remove_all(clone + ".damaged", failure);
  fs::rename(clone, clone + ".damaged", failure);
  if (failure) fs::remove_all(clone, failure);
}

}  // namespace

bool is_commits_own_fault(ErrorKind kind) {
  return kind == ErrorKind::invalid || kind == ErrorKind::denied || kind == ErrorKind::conflict ||
         kind == ErrorKind::not_found;
}

Result<GitRun> TrackedBranch::git(Duration at_most, const std::vector<std::string>& words) {
  const CloneLock lock(terms_.home + "/lock", clone());
  GitOptions options;
  options.at_most = at_most;
  options.held = lock.descriptor();
  // The address may hold a password: it is on no command line and in no file of the clone.
  options.config = {{"remote.origin.url", terms_.url}, {"core.fsync", "committed"}};
  return run_git_with(options, clone(), words);
}

Result<Done> TrackedBranch::make_clone() {
  std::error_code failure;
  if (fs::exists(clone() + "/HEAD", failure)) {
    const auto whole = run_git(clone(), {"rev-parse", "--git-dir"});
    if (!whole) return whole.error();
    if (whole->code == 0) return Done{};
    set_aside(clone());
  }
  if (auto folder = make_private_folder(clone()); !folder) return folder.error();
  fs::permissions(terms_.home, fs::perms::owner_all, failure);
  const auto made = git(terms_.patience, {"init", "--bare", "--quiet", "--template="});
  if (!made) return made.error();
  if (made->code != 0) return failed("git init", *made);
  return Done{};
}

Result<Done> TrackedBranch::set_up(Duration at_most) {
  if (auto made = make_clone(); !made) return made.error();
  for (const auto& [key, value] : {std::pair<std::string, std::string>{"remote.origin.promisor", "true"},
                                   {"remote.origin.partialclonefilter", "blob:none"}}) {
    const auto set = git(at_most, {"config", key, value});
    if (!set) return set.error();
    if (set->code != 0) return failed("git config", *set);
  }
  // Clones of earlier versions have the address in their settings.
  const auto unset =
      git(at_most, {"config", "--file", clone() + "/config", "--unset-all", "remote.origin.url"});
  return unset ? Result<Done>(Done{}) : Result<Done>(unset.error());
}

Result<std::string> TrackedBranch::fetch() {
  if (const auto ready = set_up(terms_.patience); !ready) return ready.error();
  const auto known = followed();
  if (!known) return known.error();
  const auto patience = known->empty() ? terms_.first_patience : terms_.patience;
  const auto run = git(patience, {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc",
                                  "--no-recurse-submodules", "--filter=blob:none", "origin",
                                  fmt::format("+refs/heads/{}:{}", terms_.branch, kRemoteHead)});
  if (!run) return run.error();
  if (run->code != 0 && run->err.find("couldn't find remote ref") != std::string::npos) {
    return Error{ErrorKind::not_found, fmt::format("the repository has no branch \"{}\"", terms_.branch)};
  }
  if (run->code != 0) {
    if (!tells_of_damage(*run)) return failed("git fetch", *run);
    set_aside(clone());
    return failed("the clone is damaged and will be made anew; git fetch", *run);
  }
  const auto head = run_git(clone(), {"rev-parse", "--verify", "--quiet", kRemoteHead});
  if (!head) return head.error();
  if (head->code != 0) return failed("git rev-parse", *head);
  return first_line_of(head->out);
}

Result<std::string> TrackedBranch::followed() {
  // The file is written first; the reference keeps the commit's objects, and is all that older clones have.
  if (const auto kept = read_whole_file(memory(), 256); kept && is_commit(first_line_of(*kept)))
    return first_line_of(*kept);
  std::error_code failure;
  if (!fs::exists(clone() + "/HEAD", failure)) return std::string();
  const auto run = run_git(clone(), {"rev-parse", "--verify", "--quiet", kFollowed});
  if (!run) return run.error();
  return run->code == 0 ? first_line_of(run->out) : "";
}

Result<Done> TrackedBranch::check(const std::string& commit) {
  const auto before = followed();
  if (!before) return before.error();
  if (!before->empty() && *before != commit) {
    const auto run = run_git(clone(), {"merge-base", "--is-ancestor", *before, commit});
    if (!run) return run.error();
    const auto there = run_git(clone(), {"cat-file", "-e", *before + "^{commit}"});
    if (!there) return there.error();
    // git ends with 1 for "no". Any other failure is inconclusive, except if no history contains the old
    // commit.
    if (run->code > 1 && there->code == 0) return failed("git merge-base", *run);
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

Result<Done> TrackedBranch::check_signature(const std::string& commit) {
  const auto signers = fs::absolute(terms_.allowed_signers).string();
  const auto refused = [&](const std::string& why) {
    return Error{ErrorKind::denied, fmt::format("commit {} is not signed by anybody in {}: {}", brief(commit),
                                                terms_.allowed_signers, why)};
  };
  const auto text = run_git(clone(), {"cat-file", "commit", commit});
  if (!text) return text.error();
  if (text->code != 0) return failed("git cat-file", *text);
  const auto header = text->out.substr(0, text->out.find("\n\n"));
  if (header.find("\ngpgsig") == std::string::npos) return refused("it is not signed");
  // git chooses the way to verify by the signature; the file lists keys of SSH only.
  if (header.find("\ngpgsig -----BEGIN SSH SIGNATURE-----") == std::string::npos &&
      header.find("\ngpgsig-sha256 -----BEGIN SSH SIGNATURE-----") == std::string::npos)
    return refused("its signature is not one of SSH");
  const auto run = git(terms_.patience, {"-c", "gpg.ssh.allowedSignersFile=" + signers, "-c",
                                         "gpg.format=ssh", "-c", "gpg.program=false", "-c",
                                         "gpg.openpgp.program=false", "-c", "gpg.x509.program=false", "-c",
                                         "gpg.ssh.program=ssh-keygen", "verify-commit", commit});
  if (!run) return run.error();
  return run->code == 0 ? Result<Done>(Done{}) : refused(message_of(*run));
}

std::string TrackedBranch::revision(const std::string& commit, const std::string& path) const {
  // The folder is part of the name: another one of the same commit is another revision.
  const auto normal = fs::path(path.empty() ? "." : path).lexically_normal().generic_string();
  const auto digest = digest_of(normal).text;
  return fmt::format("{}/revisions/{}-{}", terms_.home, commit, digest.substr(digest.size() - 12));
}

Result<Done> TrackedBranch::fetch_contents(const std::string& commit, const std::string& path) {
  const auto normal = fs::path(path).lexically_normal().generic_string();
  const auto tree = normal.empty() || normal == "." ? commit + "^{tree}" : commit + ":" + normal;
  const auto listed =
      run_git(clone(), {"rev-list", "--objects", "--no-object-names", "--missing=print", tree});
  if (!listed) return listed.error();
  if (listed->code != 0) return failed("git rev-list", *listed);
  std::vector<std::string> words = {"-c",
                                    "fetch.negotiationAlgorithm=noop",
                                    "fetch",
                                    "--quiet",
                                    "--no-tags",
                                    "--no-write-fetch-head",
                                    "--no-auto-gc",
                                    "--no-recurse-submodules",
                                    "--filter=blob:none",
                                    "origin"};
  const auto fixed = words.size();
  std::istringstream lines(listed->out);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with('?')) words.push_back(line.substr(1));
  if (words.size() == fixed) return Done{};
  const auto run = git(terms_.patience, words);
  if (!run) return run.error();
  return run->code == 0 ? Result<Done>(Done{}) : failed("git fetch of the files", *run);
}

Result<std::string> TrackedBranch::check_out(const std::string& commit, const std::string& path) {
  const auto whole = revision(commit, path);
  // Its last part is called as in the repository, so that places in its files read the same.
  const auto below = [&](const std::string& top) {
    return (fs::path(top) / path).lexically_normal().generic_string();
  };
  std::error_code failure;
  if (fs::exists(whole, failure)) return below(whole);
  const auto entries = list_tree(clone(), commit, path);
  if (!entries) return entries.error();
  if (const auto fetched = fetch_contents(commit, path); !fetched) return fetched.error();
  const auto draft = whole + ".new";
  fs::remove_all(draft, failure);
  const auto written = write_tree(clone(), *entries, below(draft));
  if (written) fs::rename(draft, whole, failure);
  if (written && !failure) return below(whole);
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  if (!written) return written.error();
  return Error{ErrorKind::io, fmt::format("{}: {}", whole, failure.message())};
}

Result<Done> TrackedBranch::accept(const std::string& commit) {
  if (const auto kept = write_whole_file(commit + "\n", memory()); !kept) return kept;
  auto run = git(terms_.patience, {"update-ref", kFollowed, commit});
  if (run && run->code != 0 && tells_of_damage(*run)) {
    // A power cut can leave a reference empty. git neither reads nor replaces it then.
    std::error_code failure;
    fs::remove(clone() + "/" + kFollowed, failure);
    run = git(terms_.patience, {"update-ref", kFollowed, commit});
  }
  if (!run) return run.error();
  if (run->code != 0) return failed("git update-ref", *run);
  keep_newest(terms_.home + "/revisions", commit);
  return Done{};
}

}  // namespace muster
