#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "reconciler/core/plan/plan.hpp"

namespace muster {

/// What each new machine of one apply is made as, when the cloud has none left of what was planned or a
/// machine never becomes ready. Passive: it is told what failed and says what to try next, within what the
/// plan may cost at most.
class Fallbacks {
 public:
  explicit Fallbacks(const Plan& plan);

  /// The change as it is to be tried at first: as planned, unless this apply has met that as sold out
  /// already.
  const Change& first(const Change& change);
  /// As it is tried now, or was carried out in the end: with its size, region and price. For changes that
  /// make no machine, the change itself.
  const Change& as_tried(const Change& change) const;

  /// After the cloud had none left of what was tried: the next choice; nullptr when there is none, or none
  /// that the plan may still cost.
  const Change* after_sold_out(const Change& change);
  /// After a machine that was made did not become ready, and is gone again: the next choice, or the same once
  /// more; nullptr after the third machine.
  const Change* after_not_ready(const Change& change);

 private:
  struct Try {
    Change change;
    int machines_made = 0;
  };
  const Change* next_choice(Try& current);
  bool take(Try& current, const Candidate& candidate);
  bool is_sold_out(const Candidate& candidate) const;

  Money most_;   ///< A month after the plan may come to that.
  Money comes_;  ///< And comes to that, as things are tried now.
  std::set<std::pair<SizeName, Region>> sold_out_;
  std::map<ChangeId, Try> tries_;
};

/// What is tried instead, for people: "s-1 in fra1 is sold out: now s-2 in fra1 (+$6.00/month)". `failure` is
/// why the machine before did not become ready; nullopt when it was sold out.
std::string describe_fallback(const Change& before, const Change& after,
                              const std::optional<std::string>& failure);

}  // namespace muster
