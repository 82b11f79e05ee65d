#include "reconciler/core/decide/optimiser/optimiser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "reconciler/core/decide/optimiser/add_sets.hpp"
#include "reconciler/core/decide/optimiser/change_price.hpp"
#include "reconciler/core/decide/optimiser/resize_sets.hpp"

namespace muster {
namespace {

constexpr std::size_t kRejectedTold = 6;
constexpr std::ptrdiff_t kCheaperTold = 3;
/// With more sets of resizes than this, more than four machines are only added alone.
constexpr std::size_t kFewResizes = 40;
/// A change must be better than none by this share.
constexpr double kBetter = 1e-4;
constexpr double kRounding = 1e-9;

/// A change by the numbers of its halves.
struct Candidate {
  std::size_t resizes = 0;
  std::size_t adds = 0;
  ChangePrice price;
  bool crowds = false;        ///< Others are too full while machines are off.
  bool in_plans = false;      ///< It answers only after several plans, and that is too late.
  bool against_wish = false;  ///< It adds machines where a resize is preferred.
};

/// Requirements as one: the sums of what falls short.
class Search {
 public:
  explicit Search(const OptimiserInputs& inputs)
      : inputs_(inputs),
        view_(inputs.view),
        sizes_(inputs.view),
        pricer_(inputs.prices, sizes_, inputs.view) {
    for (const auto* requirement : inputs.requirements) {
      checks_.emplace_back(*requirement, sizes_, view_);
      const auto* pool = std::get_if<PoolLoads>(&requirement->what);
      nearly_full_ = nearly_full_ || (pool && pool->nearly_full);
      may_add_ = may_add_ || requirement->may_add;
      urgent_ = urgent_ || requirement->urgency == Urgency::overload;
      prefers_resize_ = prefers_resize_ && requirement->prefers_resize;
    }
    resizes_ = resize_sets(inputs.requirements, sizes_, view_);
  }

  OptimiserResult run() {
    find_least();
    make_candidates();
    OptimiserResult result;
    result.room = room();
    // Where no shape takes anything away of what is short, nothing is done.
    const bool helps = shortfall(resizes_.front(), AddSet{}) > 0;
    const auto* best = helps ? first_enough() : nullptr;
    if (helps && !best) best = best_relief();
    const bool enough = best && raw_shortfall(resizes_[best->resizes], adds_[best->adds]) <= 0;
    if (best) result.answer = answer_of(*best, enough);
    if (!best) result.why_none = why_none();
    tell_rejected(result, best, enough);
    return result;
  }

  double shortfall_now() const { return raw_shortfall(resizes_.front(), AddSet{}); }

 private:
  ShapeAfter after(const ResizeSet& resizes, const AddSet& adds) const {
    ShapeAfter shape{resizes, adds.total, view_.count() + adds.total, sizes_.present()};
    for (const auto& resize : resizes.resized) {
      --shape.count[static_cast<std::size_t>(resize.from)];
      ++shape.count[static_cast<std::size_t>(resize.to)];
    }
    for (std::size_t size = 0; size < adds.count.size(); ++size) shape.count[size] += adds.count[size];
    return shape;
  }

  double raw_shortfall(const ResizeSet& resizes, const AddSet& adds) const {
    const auto shape = after(resizes, adds);
    double sum = 0;
    for (const auto& check : checks_) sum += check.shortfall(shape);
    return sum;
  }

  /// The shortfall that a better shape could still take away.
  double shortfall(const ResizeSet& resizes, const AddSet& adds) const {
    const auto shape = after(resizes, adds);
    double sum = 0;
    for (std::size_t i = 0; i < checks_.size(); ++i)
      sum += std::max(0.0, checks_[i].shortfall(shape) - least_[i] - kRounding);
    return sum;
  }

  /// As many machines of that size as the pool may get, and pay for.
  AddSet as_many_as_may(int size) const {
    AddSet adds;
    int count = room();
    const auto monthly = sizes_.row(size).monthly;
    while (count > 0 && inputs_.money && monthly * count > *inputs_.money) --count;
    if (count <= 0 || !sizes_.row(size).why_not_made.empty()) return adds;
    adds.count.assign(static_cast<std::size_t>(sizes_.count()), 0);
    adds.count[static_cast<std::size_t>(size)] = adds.total = count;
    adds.delta = monthly * count;
    return adds;
  }

  /// How far each requirement falls short in the best shape for it alone: no search can do better.
  void find_least() {
    least_.assign(checks_.size(), std::numeric_limits<double>::max());
    std::vector<AddSet> most(1);
    for (int size = 0; size < sizes_.on_ladder(); ++size) most.push_back(as_many_as_may(size));
    for (const auto& resizes : resizes_) {
      const bool too_dear = inputs_.money && resizes.delta > Money() && resizes.delta > *inputs_.money;
      if (!resizes.why_not.empty() || too_dear) continue;
      for (const auto& adds : most) {
        const auto shape = after(resizes, adds);
        for (std::size_t i = 0; i < checks_.size(); ++i)
          least_[i] = std::min(least_[i], checks_[i].shortfall(shape));
      }
    }
  }

  double shortfall(const Candidate& candidate) const {
    return shortfall(resizes_[candidate.resizes], adds_[candidate.adds]);
  }

  /// So many new machines the pool may get at once.
  int room() const {
    if (!may_add_) return 0;
    const int most = std::max(view_.pool.min, view_.pool.max - static_cast<int>(view_.odd.size()));
    int room = std::min(std::max(0, most - view_.count()), inputs_.max_add);
    if (inputs_.new_machines) room = std::min(room, std::max(0, *inputs_.new_machines));
    return room;
  }

  void make_candidates() {
    adds_ = small_add_sets(sizes_, room());
    const auto small = adds_.size();
    for (std::size_t r = 0; r < resizes_.size(); ++r) {
      for (std::size_t a = 0; a < small; ++a) consider(r, a);
      if (r > 0 && resizes_.size() > kFewResizes) continue;
      auto larger = larger_add_sets(sizes_, room(),
                                    [&](const AddSet& adds) { return shortfall(resizes_[r], adds) <= 0; });
      for (auto& adds : larger) {
        adds_.push_back(std::move(adds));
        consider(r, adds_.size() - 1);
      }
    }
    const auto rank = [&](const Candidate& c) {
      return std::tuple(c.crowds, c.in_plans, c.against_wish, c.price.price, c.price.steps,
                        adds_[c.adds].total, c.resizes, c.adds);
    };
    std::sort(candidates_.begin(), candidates_.end(),
              [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
  }

  void consider(std::size_t r, std::size_t a) {
    const auto& resizes = resizes_[r];
    const auto& adds = adds_[a];
    if ((r == 0 && adds.total == 0) || !resizes.why_not.empty()) return;
    Candidate candidate;
    candidate.resizes = r;
    candidate.adds = a;
    candidate.price = pricer_.of(resizes, adds);
    if (inputs_.money && candidate.price.delta > Money() && candidate.price.delta > *inputs_.money) {
      over_money_ = true;
      return;
    }
    candidate.crowds = resizes.crowds || (nearly_full_ && resizes.off > Duration(0));
    candidate.in_plans = resizes.in_several_plans() && urgent_ && !view_.alike && !prefers_resize_;
    candidate.against_wish = prefers_resize_ && adds.total > 0;
    candidates_.push_back(candidate);
  }

  const Candidate* first_enough() const {
    for (const auto& candidate : candidates_)
      if (shortfall(candidate) <= 0) return &candidate;
    return nullptr;
  }

  const Candidate* best_relief() const {
    const Candidate* best = nullptr;
    const auto rank_of = [](const Candidate& candidate, double left) {
      return std::tuple(candidate.crowds, static_cast<std::int64_t>(left * 1000), candidate.price.price,
                        candidate.price.steps);
    };
    std::tuple<bool, std::int64_t, Money, int> least;
    const double now = shortfall(resizes_.front(), AddSet{});
    for (const auto& candidate : candidates_) {
      if (candidate.in_plans) continue;
      const double left = shortfall(candidate);
      if (left >= now - kBetter) continue;
      const auto rank = rank_of(candidate, left);
      if (best && rank >= least) continue;
      best = &candidate;
      least = rank;
    }
    return best;
  }

  ShapeAnswer answer_of(const Candidate& candidate, bool enough) const {
    const auto& resizes = resizes_[candidate.resizes];
    const auto& adds = adds_[candidate.adds];
    ShapeAnswer answer;
    auto& option = answer.option;
    option.what = in_words(resizes, adds, sizes_);
    option.delta = candidate.price.delta;
    option.off = resizes.off;
    option.moved = resizes.moved;
    option.price = candidate.price.price;
    option.steps = candidate.price.steps;
    option.enough = enough;
    answer.resizes = static_cast<int>(resizes.resized.size());
    answer.resizes_now = resizes.now;
    const auto shape = after(resizes, adds);
    for (const auto& check : checks_) answer.loads.push_back(check.loads_in_words(shape));
    for (int i = 0; i < resizes.now; ++i) {
      const auto& resize = resizes.resized[static_cast<std::size_t>(i)];
      option.parts.push_back({resize.machine->machine->slot, sizes_.row(resize.to).name, 0, false, "", {}});
      answer.needed_by.push_back(needing(resizes, adds, i, -1));
    }
    auto numbers = free_numbers(view_.shape, adds.total);
    auto number = numbers.begin();
    for (int size = static_cast<int>(adds.count.size()) - 1; size >= 0; --size) {
      for (int i = 0; i < adds.count[static_cast<std::size_t>(size)]; ++i) {
        option.parts.push_back({Slot{view_.pool.name, *number++}, sizes_.row(size).name, 0, false, "", {}});
        answer.needed_by.push_back(needing(resizes, adds, -1, size));
      }
    }
    if (resizes.resized.empty()) answer.no_resize = why_no_resize();
    return answer;
  }

  /// The requirements that break without one part.
  std::vector<std::size_t> needing(ResizeSet resizes, AddSet adds, int without_resize,
                                   int without_size) const {
    if (without_resize >= 0) resizes.resized.erase(resizes.resized.begin() + without_resize);
    if (without_size >= 0) {
      --adds.count[static_cast<std::size_t>(without_size)];
      --adds.total;
    }
    const auto shape = after(resizes, adds);
    std::vector<std::size_t> needing;
    for (std::size_t i = 0; i < checks_.size(); ++i)
      if (checks_[i].shortfall(shape) > 0) needing.push_back(i);
    return needing;
  }

  std::string why_no_resize() const {
    if (!view_.pool.vertical) return "machines of this pool are not resized";
    for (const auto& resizes : resizes_)
      if (resizes.crowds && resizes.why_not.empty()) return resizes.why_crowds;
    for (std::size_t r = 1; r < resizes_.size(); ++r) {
      if (resizes_[r].why_not.empty() && shortfall(resizes_[r], AddSet{}) <= 0)
        return "a larger size costs more";
    }
    return "no larger size of the ladder answers";
  }

  std::string why_none() const {
    if (over_money_) return "there is no money left for it";
    for (std::size_t r = 1; r < resizes_.size(); ++r)
      if (!resizes_[r].why_not.empty()) return resizes_[r].why_not;
    if (may_add_ && room() == 0) {
      if (view_.count() >= view_.pool.max)
        return fmt::format("pool {} has the {} machines that it may have", view_.pool.name.value,
                           view_.count());
      return "no machine more may be made now";
    }
    for (const auto& row : sizes_.rows())
      if (!row.why_not_made.empty()) return fmt::format("{}: {}", row.name.value, row.why_not_made);
    return "no size helps";
  }

  /// Another change, with what it leaves.
  struct Other {
    std::string what;
    Money delta;
    Money price;
    double left = 0;
    std::string why_not;
  };

  void tell_rejected(OptimiserResult& result, const Candidate* best, bool enough) const {
    std::vector<Other> others;
    for (std::size_t r = 1; r < resizes_.size(); ++r) {
      if (resizes_[r].resized.size() > 1 && resizes_[r].in_several_plans() && !view_.alike) continue;
      if (best && r == best->resizes && adds_[best->adds].total == 0) continue;
      add_other(others, r, AddSet{});
    }
    for (const auto& adds : one_size_each()) {
      if (best && best->resizes == 0 && adds.count == adds_[best->adds].count) continue;
      add_other(others, 0, adds);
    }
    keep_most_telling(others, best);
    for (auto& other : others) {
      auto why = other.why_not;
      if (why.empty() && best && enough) why = why_dearer(other, *best);
      if (why.empty()) why = "not needed";
      result.rejected.push_back({std::move(other.what), other.delta, std::move(why)});
    }
  }

  /// A person asks first why nothing cheaper is done, then how much dearer the others are.
  static void keep_most_telling(std::vector<Other>& others, const Candidate* best) {
    const auto cheaper = [&](const Other& other) { return best && other.price < best->price.price; };
    const auto rank = [&](const Other& other) {
      const auto price = other.price.in_micros();
      return cheaper(other) ? std::tuple(0, false, -price) : std::tuple(1, !other.why_not.empty(), price);
    };
    std::stable_sort(others.begin(), others.end(),
                     [&](const Other& a, const Other& b) { return rank(a) < rank(b); });
    const auto first_dearer =
        std::find_if(others.begin(), others.end(), [&](const Other& other) { return !cheaper(other); });
    const auto cheap = first_dearer - others.begin();
    if (cheap > kCheaperTold) others.erase(others.begin() + kCheaperTold, first_dearer);
    if (others.size() > kRejectedTold) others.resize(kRejectedTold);
  }

  void add_other(std::vector<Other>& others, std::size_t r, const AddSet& adds) const {
    const auto& resizes = resizes_[r];
    const auto price = pricer_.of(resizes, adds);
    Other other{in_words(resizes, adds, sizes_), price.delta, price.price, raw_shortfall(resizes, adds), ""};
    other.why_not = resizes.why_not.empty() ? resizes.why_crowds : resizes.why_not;
    for (std::size_t size = 0; size < adds.count.size() && other.why_not.empty(); ++size)
      if (adds.count[size] > 0) other.why_not = sizes_.row(static_cast<int>(size)).why_not_made;
    if (other.why_not.empty() && inputs_.money && price.delta > *inputs_.money)
      other.why_not = fmt::format("{} a month more, {} are left", format_money(price.delta),
                                  format_money(*inputs_.money));
    if (other.why_not.empty() && adds.total > room()) other.why_not = why_no_room();
    if (other.why_not.empty() && other.left > 0) other.why_not = why_not_enough(resizes, adds);
    others.push_back(std::move(other));
  }

  std::string why_no_room() const {
    if (!may_add_) return "a machine that warms up counts as capacity already";
    return view_.count() >= view_.pool.max ? fmt::format("pool {} has the {} machines that it may have",
                                                         view_.pool.name.value, view_.count())
                                           : fmt::format("at most {} machines more at once", room());
  }

  std::string why_not_enough(const ResizeSet& resizes, const AddSet& adds) const {
    const auto shape = after(resizes, adds);
    std::string words;
    double most = 0;
    for (const auto& check : checks_) {
      const double left = check.shortfall(shape);
      if (left <= most) continue;
      most = left;
      words = check.loads_in_words(shape);
    }
    return words.empty() ? "not enough" : "not enough: " + words;
  }

  std::string why_dearer(const Other& other, const Candidate& best) const {
    if (best.against_wish || (!prefers_resize_ && other.price < best.price.price)) return "not as calm";
    if (prefers_resize_ && other.price < best.price.price) return "a larger size comes before a machine more";
    return fmt::format("{}, against {} of what is done, within {}", format_money(other.price),
                       format_money(best.price.price), format_duration(inputs_.prices.pays_back_within));
  }

  /// Of each size that can be made as few machines as are enough, or as many as may come.
  std::vector<AddSet> one_size_each() const {
    std::map<int, const AddSet*> found;
    std::map<int, bool> answers;
    for (const auto& adds : adds_) {
      const auto kinds = std::count_if(adds.count.begin(), adds.count.end(), [](int n) { return n > 0; });
      if (kinds != 1) continue;
      const auto at = std::find_if(adds.count.begin(), adds.count.end(), [](int n) { return n > 0; });
      const int size = static_cast<int>(at - adds.count.begin());
      if (answers[size]) continue;
      found[size] = &adds;
      answers[size] = shortfall(resizes_.front(), adds) <= 0;
    }
    std::vector<AddSet> sets;
    for (const auto& [size, adds] : found) sets.push_back(*adds);
    if (!sets.empty() || !may_add_) return sets;
    // None may come: one of each size, so that the reason is told.
    for (int size = 0; size < sizes_.on_ladder(); ++size) {
      AddSet one{std::vector<int>(static_cast<std::size_t>(sizes_.count()), 0), 1, sizes_.row(size).monthly};
      one.count[static_cast<std::size_t>(size)] = 1;
      sets.push_back(std::move(one));
    }
    return sets;
  }

  const OptimiserInputs& inputs_;
  const PoolView& view_;
  SizeTable sizes_;
  ChangePricer pricer_;
  std::vector<RequirementCheck> checks_;
  std::vector<double> least_;  // By requirement.
  std::vector<ResizeSet> resizes_;
  std::vector<AddSet> adds_;
  std::vector<Candidate> candidates_;
  bool nearly_full_ = false;
  bool may_add_ = false;
  bool urgent_ = false;
  bool prefers_resize_ = true;
  bool over_money_ = false;
};

}  // namespace

OptimiserResult cheapest_shape(const OptimiserInputs& inputs) {
  return Search(inputs).run();
}

double shortfall_now(const OptimiserInputs& inputs) {
  return Search(inputs).shortfall_now();
}

}  // namespace muster
