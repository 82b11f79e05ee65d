#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/decide/inputs/blind_rule.hpp"
#include "reconciler/core/plan/change/change.hpp"
#include "reconciler/core/plan/change/drift.hpp"

namespace muster {

/// Incremented whenever the same inputs result in another plan.
inline constexpr int kPlannerSemantics = 2;

/// The monthly and hourly cost now and after the plan.
struct Cost {
  Price now;
  Price after;
  /// Upper bound of the monthly cost after the plan if sizes are sold out: an apply uses no alternative that
  /// exceeds it. Zero if no alternative costs more.
  Money at_most{};
  /// The resources of unknown price: "machine worker/1 (size s-9)". The sums exclude them and are then lower
  /// bounds.
  std::vector<std::string> unknown{};
  Price delta() const { return after - now; }

  friend bool operator==(const Cost&, const Cost&) = default;
};

/// Digests of the inputs of a plan. The git commit is not among them, so that committing an approval does not
/// change the plan.
struct PlanInputs {
  Digest declared;  ///< Content of the declared files.
  Digest readings;
  Digest prices;
  std::string prices_dated;
  Digest actual;  ///< Fingerprint of the actual state.
  int semantics = kPlannerSemantics;
  Digest learned_state{};  ///< Of the learned state that the plan uses; empty if it uses none.

  friend bool operator==(const PlanInputs&, const PlanInputs&) = default;
};

/// Whether a plan may be applied, needs an approval, or may not be applied at all.
enum class Permission { nothing_to_do, allowed, needs_approval, refused };
/// In plan files and JSON.
inline constexpr auto kPermissionWords = enum_words<Permission>({
    {Permission::nothing_to_do, "nothing_to_do"},
    {Permission::allowed, "allowed"},
    {Permission::needs_approval, "needs_approval"},
    {Permission::refused, "refused"},
});
/// In sentences.
inline constexpr auto kPermissionTitles = enum_words<Permission>({
    {Permission::nothing_to_do, "nothing to do"},
    {Permission::allowed, "allowed"},
    {Permission::needs_approval, "needs approval"},
    {Permission::refused, "refused"},
});
constexpr const char* to_string(Permission permission) {
  return kPermissionTitles.of(permission);
}

struct Verdict {
  Permission permission = Permission::nothing_to_do;
  std::vector<std::string> reasons;  ///< Full sentences without a final stop, most important first.
  int persons = 0;                   ///< Number of approvers that the plan needs; 0 if it needs no approval.

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// A pool that has fewer machines than its declared minimum even after the changes of a plan.
struct PoolBelowMinimum {
  PoolName pool;
  std::string message;  ///< One sentence without a full stop, with the reason.

  friend bool operator==(const PoolBelowMinimum&, const PoolBelowMinimum&) = default;
};

/// A proposal of changes from the actual to the desired state of one fleet.
///
/// A plan is complete: an apply reads no policy, reading or price again. It is never edited; a new situation
/// requires a new plan.
struct Plan {
  PlanId id;  ///< Digest of all fields below that are inside the digest: equal plans have the same id.
  FleetName fleet;
  PlanInputs inputs;
  std::vector<Change> changes;  ///< In an order that respects `after`; then by address.
  Cost cost;
  Verdict verdict;
  /// The decisions that led to it, for `explain`, without pools that change nothing and have no notes.
  std::vector<Decision> decisions;
  std::vector<std::string> warnings;  ///< Strays that are billed, gaps in the observation, missing readings.
  std::vector<Drift> drift;           ///< Changes outside muster since `last_applied_at`.
  /// Time at which muster last worked on the fleet; nullopt: unknown, no drift is reported.
  std::optional<Instant> last_applied_at;
  bool complete = true;  ///< The whole state could be read; otherwise the plan has no creates and destroys.

  // Outside the digest.
  Instant made_at;      ///< The `now` at which its readings were evaluated.
  Instant valid_until;  ///< After this time a new plan is needed, because the readings are too old.
  std::string commit;   ///< Commit of the declared files; empty if they are not in git.
  // Each message of these is one of the warnings, which are inside the digest.
  std::vector<PoolBelowMinimum> below_minimum{};
  std::vector<BlindRuleGroup> blind_rules{};  ///< Rules that cannot hold with the present readings.

  friend bool operator==(const Plan&, const Plan&) = default;
};

/// Counts by action for the summary line.
struct PlanSummary {
  int add = 0;      ///< Creates and replacements.
  int change = 0;   ///< Updates.
  int destroy = 0;  ///< Destroys and replacements.
  int adopt = 0;    ///< Terraform's "import".
  int release = 0;  ///< Terraform's "forget".
};
PlanSummary summary_of(const Plan& plan);
/// "Plan: 1 to add, 2 to change, 0 to destroy." or "No changes."; "Plan: 1 to adopt, ..." with adoptions,
/// "..., 1 to release." with releases.
std::string summary_line(const Plan& plan);

/// Returns the duration of the changes of one plan with all independent changes in parallel: the longest
/// chain of `after`.
Duration estimated_time_of(const std::vector<Change>& changes);

}  // namespace muster
