#include "reconciler/adapters/git/tracked_branch.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <sstream>
#include <vector>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/git/blobs.hpp"
#include "reconciler/adapters/git/clone_damage.hpp"
#include "reconciler/adapters/git/clone_lock.hpp"
#include "reconciler/adapters/git/commit_tree.hpp"
#include "reconciler/adapters/git/revision_folder.hpp"
#include "reconciler/adapters/git/run_git.hpp"
#include "reconciler/core/base/digest.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRemoteHead = "refs/muster/head";  // As the remote has it.
/// The clone is this folder: git searches for no other repository, and may be forbidden to do so.
constexpr const char* kNoSearch = "--git-dir=.";
constexpr const char* kFollowed = "refs/muster/followed";  // The commit that muster uses.

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

}  // namespace

bool is_commits_own_fault(ErrorKind kind) {
  return kind == ErrorKind::invalid || kind == ErrorKind::denied || kind == ErrorKind::conflict ||
         kind == ErrorKind::not_found;
}

Result<GitRun> TrackedBranch::git(Duration at_most, std::vector<std::string> words) {
  const CloneLock lock(terms_.home + "/lock", clone());
  GitOptions options;
  options.at_most = at_most;
  options.held = lock.descriptor();
  // The address may hold a password: it is on no command line and in no file of the clone.
  options.config = {{"remote.origin.url", terms_.url}, {"core.fsync", "committed"}};
  words.insert(words.begin(), kNoSearch);
  return run_git_with(options, clone(), words);
}

Result<GitRun> TrackedBranch::read(std::vector<std::string> words) {
  words.insert(words.begin(), kNoSearch);
  return run_git(clone(), words);
}

Error TrackedBranch::damaged(const char* doing, const GitRun& run) {
  set_aside(clone());
  return failed(doing, run).during("the clone is damaged; muster makes a new one");
}

Result<Done> TrackedBranch::make_clone(const std::string& object_format) {
  std::error_code failure;
  if (fs::exists(clone() + "/HEAD", failure)) {
    const auto references = read({"for-each-ref", "refs/muster"});
    if (!references) return references.error();
    // git only warns of a reference that it cannot read, and leaves it out.
    if (references->code == 0 && references->err.find("broken ref") == std::string::npos) return Done{};
    set_aside(clone());
  }
  if (auto folder = make_private_folder(clone()); !folder) return folder.error();
  fs::permissions(terms_.home, fs::perms::owner_all, failure);
  const auto made =
      git(terms_.patience, {"init", "--bare", "--quiet", "--template=", "--object-format=" + object_format});
  if (!made) return made.error();
  if (made->code != 0) return failed("git init", *made);
  return Done{};
}

Result<Done> TrackedBranch::set_up(Duration at_most, const std::string& object_format) {
  if (auto made = make_clone(object_format); !made) return made.error();
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

Result<GitRun> TrackedBranch::fetch_branch() {
  const auto known = followed();
  if (!known) return known.error();
  const auto patience = known->empty() ? terms_.first_patience : terms_.patience;
  return git(patience, {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-gc",
                        "--no-recurse-submodules", "--filter=blob:none", "origin",
                        fmt::format("+refs/heads/{}:{}", terms_.branch, kRemoteHead)});
}

Result<std::string> TrackedBranch::fetch() {
  if (const auto ready = set_up(terms_.patience, "sha1"); !ready) return ready.error();
  auto run = fetch_branch();
  if (!run) return run.error();
  if (const auto format = other_object_format(*run); !format.empty()) {
    // A clone has the object ids of its remote, or it is of no use.
    std::error_code failure;
    fs::remove_all(clone(), failure);
    if (const auto ready = set_up(terms_.patience, format); !ready) return ready.error();
    run = fetch_branch();
    if (!run) return run.error();
  }
  if (run->code != 0 && run->err.find("couldn't find remote ref") != std::string::npos) {
    return Error{ErrorKind::not_found, fmt::format("the repository has no branch \"{}\"", terms_.branch)};
  }
  if (run->code != 0) return tells_of_damage(*run) ? damaged("git fetch", *run) : failed("git fetch", *run);
  const auto head = read({"rev-parse", "--verify", "--quiet", kRemoteHead});
  if (!head) return head.error();
  if (head->code != 0) return damaged("git rev-parse", *head);
  return first_line_of(head->out);
}

Result<std::string> TrackedBranch::followed() {
  // The file is written first; the reference keeps the commit's objects, and is all that older clones have.
  if (const auto kept = read_whole_file(memory(), 256); kept && is_commit(first_line_of(*kept)))
    return first_line_of(*kept);
  std::error_code failure;
  if (!fs::exists(clone() + "/HEAD", failure)) return std::string();
  const auto run = read({"rev-parse", "--verify", "--quiet", kFollowed});
  if (!run) return run.error();
  return run->code == 0 ? first_line_of(run->out) : "";
}

Result<Done> TrackedBranch::check(const std::string& commit) {
  const auto before = followed();
  if (!before) return before.error();
  if (!before->empty() && *before != commit) {
    const auto run = read({"merge-base", "--is-ancestor", *before, commit});
    if (!run) return run.error();
    const auto there = read({"cat-file", "-e", *before + "^{commit}"});
    if (!there) return there.error();
    // git ends with 1 for "no". Any other failure is inconclusive, except if no history contains the old
    // commit.
    if (run->code > 1 && there->code == 0) return damaged("git merge-base", *run);
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
    return Error{ErrorKind::denied, fmt::format("commit {} has no signature of a key in {}: {}",
                                                brief(commit), terms_.allowed_signers, why)};
  };
  const auto text = read({"cat-file", "commit", commit});
  if (!text) return text.error();
  if (text->code != 0) return damaged("git cat-file", *text);
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

RevisionFolder TrackedBranch::revision(const std::string& commit, const std::string& path) const {
  // The folder is part of the name: another one of the same commit is another revision.
  const auto normal = fs::path(path.empty() ? "." : path).lexically_normal().generic_string();
  const auto digest = digest_of(normal).text;
  return {terms_.home, fmt::format("{}-{}", commit, digest.substr(digest.size() - 12))};
}

Result<Done> TrackedBranch::fetch_contents(const std::string& commit, const std::string& path) {
  const auto normal = fs::path(path).lexically_normal().generic_string();
  const auto tree = normal.empty() || normal == "." ? commit + "^{tree}" : commit + ":" + normal;
  const auto listed = read({"rev-list", "--objects", "--no-object-names", "--missing=print", tree});
  if (!listed) return listed.error();
  if (listed->code != 0) return damaged("git rev-list", *listed);
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

Error TrackedBranch::cannot_write(const std::vector<TreeEntry>& entries, const Error& why) {
  if (why.kind != ErrorKind::io) return why;
  // The disk can be full, or a content of the clone is damaged: only then is the clone to blame.
  std::vector<NamedBlob> blobs;
  for (const auto& entry : entries) blobs.push_back({entry.blob, entry.path});
  const auto readable =
      read_blobs(clone(), blobs, [](std::size_t, std::string_view) { return Result<Done>(Done{}); });
  if (readable) return why;
  set_aside(clone());
  return readable.error().during("the clone is damaged; muster makes a new one");
}

Result<std::vector<TreeEntry>> TrackedBranch::list(const std::string& commit, const std::string& path) {
  auto entries = list_tree(clone(), commit, path);
  if (entries || entries.error().kind != ErrorKind::io) return entries;
  const auto there = read({"cat-file", "-e", commit + "^{commit}"});
  if (!there || there->code != 0) return entries;
  set_aside(clone());
  return entries.error().during("the clone is damaged; muster makes a new one");
}

Result<std::string> TrackedBranch::check_out(const std::string& commit, const std::string& path) {
  const auto whole = revision(commit, path);
  // Its last part is called as in the repository, so that places in its files read the same.
  const auto below = [&](const fs::path& top) { return (top / path).lexically_normal().generic_string(); };
  if (whole.is_intact()) return below(whole.folder());
  const auto entries = list(commit, path);
  if (!entries) return entries.error();
  if (const auto fetched = fetch_contents(commit, path); !fetched) return fetched.error();
  const fs::path draft = whole.folder().string() + ".new";
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  auto written = write_tree(clone(), *entries, below(draft));
  if (!written) written = cannot_write(*entries, written.error());
  if (written) written = whole.replace_by(draft);
  if (written) return below(whole.folder());
  fs::remove_all(draft, ignored);
  return written.error();
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
  keep_newest_revisions(terms_.home, commit);
  return Done{};
}

}  // namespace muster
