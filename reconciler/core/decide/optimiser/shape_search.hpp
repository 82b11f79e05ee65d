#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "reconciler/core/decide/optimiser/change_price.hpp"
#include "reconciler/core/decide/optimiser/requirement_check.hpp"

namespace muster {

/// The inputs of the search for one pool. A view: it owns only plain values.
struct OptimiserInputs {
  const PoolView& view;
  std::vector<const Requirement*> requirements;
  const Target& prices;               ///< The prices of disruption, and the payback time.
  int max_add = 4;                    ///< At most this number of new machines in one plan.
  std::optional<Money> money{};       ///< The change may add at most this amount per month; nullopt: no cap.
  std::optional<int> new_machines{};  ///< The account has room for this number; nullopt: no limit.
};

/// A change, by the indices of its two halves.
struct ShapeCandidate {
  std::size_t resizes = 0;
  std::size_t adds = 0;
  ChangePrice price;
  bool crowds = false;         ///< Others are too full while machines are off.
  bool too_expensive = false;  ///< A size that is paid for a resource of which the load can use little.
  bool in_plans = false;       ///< It is complete only after several plans, and that is too late.
  int against_preference = 0;  ///< New machines where a resize is preferred. At most 1, except at the top
                               ///< of the ladder, where the fewest machines are preferred.
};

/// The changes of shape of one pool, in the order in which they are tried.
class ShapeSearch {
 public:
  explicit ShapeSearch(const OptimiserInputs& inputs);

  /// The cheapest change that removes every shortfall that any change can remove; else the one with the
  /// smallest shortfall. nullptr: no change is better than none.
  const ShapeCandidate* best() const;

  const OptimiserInputs& inputs() const { return inputs_; }
  const SizeTable& sizes() const { return sizes_; }
  const ChangePricer& pricer() const { return pricer_; }
  const std::vector<RequirementCheck>& checks() const { return checks_; }
  const std::vector<ResizeSet>& resizes() const { return resizes_; }
  const std::vector<AddSet>& adds() const { return adds_; }
  bool may_add() const { return may_add_; }
  bool prefers_resize() const { return prefers_resize_; }
  bool over_money() const { return over_money_; }  ///< A change was left out because it costs too much.

  /// The number of new machines that the pool may get at once.
  int room() const;
  ShapeAfter after(const ResizeSet& resizes, const AddSet& adds) const;
  /// The total shortfall of the requirements after the change.
  double raw_shortfall(const ResizeSet& resizes, const AddSet& adds) const;

 private:
  /// The shortfall that a better shape could still remove. Less urgent requirements weigh less: where the
  /// money is not enough for all, they displace no answer to overload.
  double shortfall(const ResizeSet& resizes, const AddSet& adds) const;
  /// As many machines of that size as the pool may get and the money allows.
  AddSet as_many_as_may(int size) const;
  /// Finds the shortfall of each requirement in its own best shape: no search can do better.
  void find_least();
  void make_candidates();
  void consider(std::size_t r, std::size_t a);
  bool is_at_top() const;
  void find_expensive_sizes();
  double shortfall(const ShapeCandidate& candidate) const;
  const ShapeCandidate* first_enough() const;
  const ShapeCandidate* best_improvement() const;

  const OptimiserInputs& inputs_;
  const PoolView& view_;
  SizeTable sizes_;
  ChangePricer pricer_;
  std::vector<RequirementCheck> checks_;
  std::vector<double> least_;        // By requirement: the shortfall that no change removes.
  std::vector<double> weight_;       // By requirement: 1 for the most urgent ones.
  std::vector<bool> too_expensive_;  // By size.
  std::vector<ResizeSet> resizes_;
  std::vector<AddSet> adds_;
  std::vector<ShapeCandidate> candidates_;
  bool nearly_full_ = false;
  bool may_add_ = false;
  bool urgent_ = false;
  bool prefers_resize_ = true;
  bool at_top_ = false;  // Every hot machine has the largest size of the ladder.
  bool over_money_ = false;
};

}  // namespace muster
