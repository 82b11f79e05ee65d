#include "reconciler/core/decide/optimiser/rejected_shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace muster {
namespace {

constexpr std::size_t kListedRejected = 6;
constexpr std::ptrdiff_t kListedCheaper = 3;

/// Explains the other changes of one search.
class Rejected {
 public:
  explicit Rejected(const ShapeSearch& search) : search_(search), view_(search.inputs().view) {}

  std::vector<Alternative> tell(const ShapeCandidate* best, bool enough) const {
    std::vector<Other> others;
    for (std::size_t r = 1; r < search_.resizes().size(); ++r) {
      if (search_.resizes()[r].resized.size() > 1 && search_.resizes()[r].in_several_plans() &&
          !view_.evenly_spread)
        continue;
      if (best && r == best->resizes && search_.adds()[best->adds].total == 0) continue;
      add_other(others, r, AddSet{});
    }
    for (const auto& adds : one_size_each()) {
      if (best && best->resizes == 0 && adds.count == search_.adds()[best->adds].count) continue;
      add_other(others, 0, adds);
    }
    keep_most_useful(others, best);
    std::vector<Alternative> reported;
    for (auto& other : others) {
      auto why = other.why_not;
      if (why.empty() && best && enough) why = why_more_expensive(other, *best);
      if (why.empty()) why = "not needed";
      reported.push_back({std::move(other.what), other.delta, std::move(why)});
    }
    return reported;
  }

 private:
  /// Another change, with its remaining shortfall.
  struct Other {
    std::string what;
    Money delta;
    Money price;
    double left = 0;
    std::string why_not;
  };

  /// Keeps first the reasons against cheaper changes, then the prices of more expensive ones.
  static void keep_most_useful(std::vector<Other>& others, const ShapeCandidate* best) {
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
    if (cheap > kListedCheaper) others.erase(others.begin() + kListedCheaper, first_dearer);
    if (others.size() > kListedRejected) others.resize(kListedRejected);
  }

  void add_other(std::vector<Other>& others, std::size_t r, const AddSet& adds) const {
    const auto& resizes = search_.resizes()[r];
    const auto price = search_.pricer().of(resizes, adds);
    Other other{.what = describe(resizes, adds, search_.sizes()),
                .delta = price.delta,
                .price = price.price,
                .left = search_.raw_shortfall(resizes, adds),
                .why_not = ""};
    other.why_not = resizes.why_not.empty() ? resizes.why_crowds : resizes.why_not;
    for (std::size_t size = 0; size < adds.count.size() && other.why_not.empty(); ++size)
      if (adds.count[size] > 0) other.why_not = search_.sizes().row(static_cast<int>(size)).why_not_made;
    if (other.why_not.empty() && search_.inputs().money && price.delta > *search_.inputs().money)
      other.why_not = fmt::format("{} a month more, {} remain", format_money(price.delta),
                                  format_money(*search_.inputs().money));
    if (other.why_not.empty() && adds.total > search_.room()) other.why_not = why_no_room();
    if (other.why_not.empty() && other.left > 0) other.why_not = why_not_enough(resizes, adds);
    others.push_back(std::move(other));
  }

  std::string why_no_room() const {
    if (!search_.may_add()) return "a machine that warms up counts as capacity already";
    return view_.count() >= view_.pool.max
               ? fmt::format("pool {} has its maximum of {} machines", view_.pool.name.value, view_.count())
               : fmt::format("at most {} more machines at once", search_.room());
  }

  std::string why_not_enough(const ResizeSet& resizes, const AddSet& adds) const {
    const auto shape = search_.after(resizes, adds);
    std::string words;
    double most = 0;
    for (const auto& check : search_.checks()) {
      const double left = check.shortfall(shape);
      if (left <= most) continue;
      most = left;
      words = check.describe_loads(shape);
    }
    return words.empty() ? "not enough" : "not enough: " + words;
  }

  std::string why_more_expensive(const Other& other, const ShapeCandidate& best) const {
    if (best.against_preference > 0 || (!search_.prefers_resize() && other.price < best.price.price))
      return "it disturbs more";
    if (search_.prefers_resize() && other.price < best.price.price)
      return "a larger size is preferred to one more machine";
    return fmt::format("price {}; the chosen change: {}; within {}", format_money(other.price),
                       format_money(best.price.price),
                       format_duration(search_.inputs().prices.pays_back_within));
  }

  /// For each size that can be created: the least machines that are enough, else the most allowed.
  std::vector<AddSet> one_size_each() const {
    std::map<int, const AddSet*> found;
    std::map<int, bool> answers;
    for (const auto& adds : search_.adds()) {
      const auto kinds = std::count_if(adds.count.begin(), adds.count.end(), [](int n) { return n > 0; });
      if (kinds != 1) continue;
      const auto at = std::find_if(adds.count.begin(), adds.count.end(), [](int n) { return n > 0; });
      const int size = static_cast<int>(at - adds.count.begin());
      if (answers[size]) continue;
      found[size] = &adds;
      answers[size] = search_.raw_shortfall(search_.resizes().front(), adds) <= 0;
    }
    std::vector<AddSet> sets;
    for (const auto& [size, adds] : found) sets.push_back(*adds);
    if (!sets.empty() || !search_.may_add()) return sets;
    // None is allowed: one of each size, so that the reason is listed.
    for (int size = 0; size < search_.sizes().on_ladder(); ++size) {
      AddSet one{std::vector<int>(static_cast<std::size_t>(search_.sizes().count()), 0), 1,
                 search_.sizes().row(size).monthly};
      one.count[static_cast<std::size_t>(size)] = 1;
      sets.push_back(std::move(one));
    }
    return sets;
  }

  const ShapeSearch& search_;
  const PoolView& view_;
};

}  // namespace

std::vector<Alternative> rejected_shapes(const ShapeSearch& search, const ShapeCandidate* best, bool enough) {
  return Rejected(search).tell(best, enough);
}

}  // namespace muster
