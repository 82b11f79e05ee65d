#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/digest.hpp"
#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/plan/change.hpp"
#include "reconciler/core/plan/drift.hpp"

namespace muster {

/// Raised whenever the same inputs would give another plan.
inline constexpr int kPlannerSemantics = 2;

/// What a month and an hour cost, now, after the plan, and the difference.
struct Cost {
  Price now;
  Price after;
  /// A month after the plan, when sizes are sold out and alternatives are taken: an apply takes none that
  /// would lead above this. Zero where there is none that costs more.
  Money at_most{};
  /// What it leaves out, because nobody tells the price: "machine worker/1 (size s-9)". Then the sums are the
  /// least that it costs.
  std::vector<std::string> unknown{};
  Price delta() const { return after - now; }

  friend bool operator==(const Cost&, const Cost&) = default;
};

/// Digests of what a plan was made of. The git commit is not among them: committing an approval changes
/// nothing.
struct PlanInputs {
  Digest declared;  ///< The declared files' content.
  Digest readings;
  Digest prices;
  std::string prices_dated;
  Digest actual;  ///< Fingerprint of the actual state.
  int semantics = kPlannerSemantics;
  Digest knowledge{};  ///< Of what was learnt, as far as it bears on the plan; empty where nothing was.

  friend bool operator==(const PlanInputs&, const PlanInputs&) = default;
};

/// A plan may be applied as it stands, needs a person, or may not be applied at all.
enum class Permission { nothing_to_do, allowed, needs_approval, refused };
const char* to_string(Permission permission);

struct Verdict {
  Permission permission = Permission::nothing_to_do;
  std::vector<std::string> reasons;  ///< Full sentences without final stop, most important first.
  int persons = 0;                   ///< How many people have to say yes; 0 unless it needs approval.

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// A proposal to bring one fleet from what is to what should be.
///
/// A plan is complete: applying it consults no policy, reading or price again. It is never edited;
/// a new situation asks for a new plan.
struct Plan {
  PlanId id;  ///< Digest of fleet, inputs, changes and decisions below: equal plans share an id.
  FleetName fleet;
  PlanInputs inputs;
  std::vector<Change> changes;  ///< In an order that respects `after`; then by address.
  Cost cost;
  Verdict verdict;
  std::vector<Decision>
      decisions;  ///< What it came from, for `explain`; pools that hold and say nothing are left out.
  std::vector<std::string> warnings;  ///< Strays that bill, gaps in what was seen, readings that are missing.
  std::vector<Drift> drift;           ///< What was changed outside muster since `left_at`.
  std::optional<Instant> left_at;  ///< When muster was last at work; nullopt: not known, no drift is claimed.
  bool complete = true;  ///< Everything could be seen; otherwise creates and destroys are held back.

  // Outside the digest.
  Instant made_at;      ///< The `now` that readings were weighed at.
  Instant valid_until;  ///< Readings age: after this the plan must be made again.
  std::string commit;   ///< Of the declared files, when they are in git; empty otherwise.

  friend bool operator==(const Plan&, const Plan&) = default;
};

/// Counts by action, for the summary line.
struct PlanSummary {
  int add = 0;      ///< Creates and replacements.
  int change = 0;   ///< Updates.
  int destroy = 0;  ///< Destroys and replacements.
  int adopt = 0;    ///< Terraform's "import".
  int release = 0;  ///< Terraform's "forget".
};
PlanSummary summary_of(const Plan& plan);
/// "Plan: 1 to add, 2 to change, 0 to destroy." or "No changes."; "Plan: 1 to import, ..." where something is
/// adopted, "..., 1 to forget." where something is released.
std::string summary_line(const Plan& plan);

/// The time that changes of one plan take when everything independent runs side by side: the longest chain of
/// `after`.
Duration estimated_time_of(const std::vector<Change>& changes);

}  // namespace muster
