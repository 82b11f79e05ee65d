#include "reconciler/cli/loop/tracked_revision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/cli/session/git_commit.hpp"
#include "reconciler/core/reconcile/revision_checks.hpp"

namespace muster {
namespace {

/// The first mistake, and how many more there are.
Error mistakes_in(const Diagnostics& diagnostics) {
  const auto first = std::find_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error;
  });
  const auto count = std::count_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error;
  });
  auto what = fmt::format("{}: {}", to_string(first->at), first->summary);
  if (count > 1) what += fmt::format(" (and {} more; muster validate lists all)", count - 1);
  return {ErrorKind::invalid, std::move(what)};
}

std::string last_followed(TrackedBranch& branch) {
  const auto commit = branch.followed();
  return commit ? *commit : "";
}

}  // namespace

TrackedRevision::TrackedRevision(const Settings& settings, std::optional<BranchOptions> branch)
    : settings_(settings), folder_(settings.dir) {
  if (branch) branch_.emplace(*std::move(branch));
}

Followed TrackedRevision::follow() {
  return branch_ ? follow_branch() : follow_folder();
}

Followed TrackedRevision::go_on_with_last(Followed so_far) {
  so_far.declared = good_;
  so_far.applied = good_revision_;
  return so_far;
}

Result<GoverningRules> TrackedRevision::rules_for(const Fleet& fleet, const std::string& folder) const {
  if (!branch_) return governing_rules(fleet, folder, settings_.base);
  // The followed branch is the base branch itself.
  GoverningRules rules;
  rules.rules = fleet.approval;
  rules.source = GoverningRules::Source::committed;
  rules.base = branch_->terms().branch;
  return rules;
}

std::optional<Error> TrackedRevision::take(const Candidate& candidate, Followed& followed) {
  auto files = load_declared(candidate.folder);
  if (!files.ok()) return mistakes_in(files.diagnostics);
  followed.attempted.declared = files.fleet.content;
  if (good_) {
    if (auto refused = refusal_to_follow(good_->fleet, files.fleet)) return refused;
  }
  auto rules = rules_for(files.fleet, candidate.folder);
  if (!rules) return rules.error();
  rules_ = *std::move(rules);
  files.fleet.approval = rules_.rules;
  good_revision_ = {candidate.commit, files.fleet.content};
  good_ = Declared{std::move(files.fleet), std::move(files.policies), candidate.commit};
  folder_ = candidate.folder;
  return std::nullopt;
}

Followed TrackedRevision::follow_folder() {
  Followed followed;
  followed.attempted.commit = git_commit_of(settings_.dir);
  followed.invalid = take({followed.attempted.commit, settings_.dir}, followed);
  return go_on_with_last(std::move(followed));
}

Followed TrackedRevision::follow_branch() {
  Followed followed;
  const auto head = branch_->fetch();
  auto commit = head ? *head : std::string();
  if (!head) followed.invalid = head.error().during("querying the repository");
  // After a restart without network the last good commit is still there.
  if (!head && !good_) commit = last_followed(*branch_);
  if (commit.empty()) return go_on_with_last(std::move(followed));
  followed.attempted.commit = commit;
  if (commit == good_revision_.commit) {
    followed.attempted = good_revision_;
    return go_on_with_last(std::move(followed));
  }
  if (commit == tried_) {
    followed.invalid = tried_error_;
    return go_on_with_last(std::move(followed));
  }
  const auto read = [&]() -> std::optional<Error> {
    if (const auto checked = branch_->check(commit); !checked) return checked.error();
    const auto folder = branch_->check_out(commit, settings_.dir);
    if (!folder) return folder.error();
    if (auto error = take({commit, *folder}, followed)) return error;
    const auto accepted = branch_->accept(commit);
    return accepted ? std::nullopt : std::optional(accepted.error());
  };
  if (auto error = read()) {
    tried_ = is_commits_own_fault(error->kind) ? commit : "";
    tried_error_ = error;
    if (!followed.invalid) followed.invalid = std::move(error);
  }
  // A rejected commit does not prevent a restarted loop from using the last good one.
  if (followed.invalid && !good_) {
    const auto last = last_followed(*branch_);
    if (!last.empty() && last != commit) {
      Followed ignored;
      const auto folder = branch_->check_out(last, settings_.dir);
      if (folder) (void)take({last, *folder}, ignored);
    }
  }
  return go_on_with_last(std::move(followed));
}

}  // namespace muster
