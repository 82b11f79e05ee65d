#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

/// The alternatives of each new machine of one apply, for a sold-out size or a machine that never becomes
/// ready. Passive: the caller reports failures and gets the next choice, within the largest cost of the plan.
class CapacityFallback {
 public:
  explicit CapacityFallback(const Plan& plan);

  /// Returns the change for the first attempt: as planned, or with an alternative if this apply has found the
  /// size sold out already.
  const Change& first(const Change& change);
  /// Returns the change as in the present or last attempt, with its size, region and price. For changes that
  /// create no machine, the change itself.
  const Change& as_tried(const Change& change) const;

  /// Returns the next choice after a size was sold out; nullptr if there is none that the plan's cost
  /// permits.
  const Change* after_sold_out(const Change& change);
  /// Returns the next choice, or the same one again, after a new machine did not become ready and was
  /// destroyed; nullptr after the third machine.
  const Change* after_not_ready(const Change& change);

 private:
  struct Try {
    Change change;
    int machines_made = 0;
  };
  const Change* next_choice(Try& current);
  bool take(Try& current, const Candidate& candidate);
  bool is_sold_out(const Candidate& candidate) const;

  Money most_;   ///< Largest monthly cost after the plan.
  Money comes_;  ///< Monthly cost after the plan with the present choices.
  std::set<std::pair<SizeName, Region>> sold_out_;
  std::map<ChangeId, Try> tries_;
};

/// Describes the alternative: "s-1 in fra1 is sold out: now s-2 in fra1 (+$6.00/month)". `failure` is why the
/// machine before did not become ready; nullopt if the size was sold out.
std::string describe_fallback(const Change& before, const Change& after,
                              const std::optional<std::string>& failure);

}  // namespace muster
