#include "reconciler/core/decide/optimiser/optimiser.hpp"

#include <fmt/format.h>

#include "reconciler/core/decide/optimiser/rejected_shapes.hpp"

namespace muster {
namespace {

/// Converts the change that a search found to texts and resources.
class AnswerWriter {
 public:
  explicit AnswerWriter(const ShapeSearch& search) : search_(search), view_(search.inputs().view) {}

  ShapeAnswer answer_of(const ShapeCandidate& candidate, bool enough) const {
    const auto& resizes = search_.resizes()[candidate.resizes];
    const auto& adds = search_.adds()[candidate.adds];
    ShapeAnswer answer;
    auto& option = answer.option;
    option.what = describe(resizes, adds, search_.sizes());
    option.delta = candidate.price.delta;
    option.off = resizes.off;
    option.moved = resizes.moved;
    option.price = candidate.price.price;
    option.steps = candidate.price.steps;
    option.enough = enough;
    answer.resizes = static_cast<int>(resizes.resized.size());
    answer.resizes_now = resizes.now;
    answer.balancers = candidate.price.balancers;
    const auto shape = search_.after(resizes, adds);
    for (const auto& check : search_.checks()) answer.loads.push_back(check.describe_loads(shape));
    for (int i = 0; i < resizes.now; ++i) {
      const auto& resize = resizes.resized[static_cast<std::size_t>(i)];
      option.parts.push_back({.part = resize.machine->machine->slot,
                              .size = search_.sizes().row(resize.to).name,
                              .gib = 0,
                              .gone = false,
                              .message = "",
                              .evidence = {}});
      answer.needed_by.push_back(needing(resizes, adds, i, -1));
    }
    auto numbers = free_numbers(view_.shape, adds.total);
    auto number = numbers.begin();
    for (int size = static_cast<int>(adds.count.size()) - 1; size >= 0; --size) {
      for (int i = 0; i < adds.count[static_cast<std::size_t>(size)]; ++i) {
        option.parts.push_back({.part = Slot{view_.pool.name, *number++},
                                .size = search_.sizes().row(size).name,
                                .gib = 0,
                                .gone = false,
                                .message = "",
                                .evidence = {}});
        answer.needed_by.push_back(needing(resizes, adds, -1, size));
      }
    }
    if (resizes.resized.empty()) answer.no_resize = why_no_resize();
    return answer;
  }

  std::string why_none() const {
    if (search_.over_money()) return "no money remains for it";
    for (std::size_t r = 1; r < search_.resizes().size(); ++r)
      if (!search_.resizes()[r].why_not.empty()) return search_.resizes()[r].why_not;
    if (search_.may_add() && search_.room() == 0) {
      if (view_.count() >= view_.pool.max)
        return fmt::format("pool {} has its maximum of {} machines", view_.pool.name.value, view_.count());
      return "no further machine may be created now";
    }
    for (const auto& row : search_.sizes().rows())
      if (!row.why_not_made.empty()) return fmt::format("{}: {}", row.name.value, row.why_not_made);
    return "no size helps";
  }

 private:
  /// The requirements that lack more without one resource.
  std::vector<std::size_t> needing(ResizeSet resizes, AddSet adds, int without_resize,
                                   int without_size) const {
    const auto& checks = search_.checks();
    std::vector<double> with;
    for (const auto& check : checks) with.push_back(check.shortfall(search_.after(resizes, adds)));
    if (without_resize >= 0) resizes.resized.erase(resizes.resized.begin() + without_resize);
    if (without_size >= 0) {
      --adds.count[static_cast<std::size_t>(without_size)];
      --adds.total;
    }
    const auto shape = search_.after(resizes, adds);
    std::vector<std::size_t> needing;
    for (std::size_t i = 0; i < checks.size(); ++i)
      if (checks[i].shortfall(shape) > with[i]) needing.push_back(i);
    return needing;
  }

  std::string why_no_resize() const {
    if (!view_.pool.vertical) return "machines of this pool are not resized";
    for (const auto& resizes : search_.resizes())
      if (resizes.crowds && resizes.why_not.empty()) return resizes.why_crowds;
    for (std::size_t r = 1; r < search_.resizes().size(); ++r) {
      if (search_.resizes()[r].why_not.empty() && search_.raw_shortfall(search_.resizes()[r], AddSet{}) <= 0)
        return "a larger size costs more";
    }
    return "no larger size of the ladder is enough";
  }

  const ShapeSearch& search_;
  const PoolView& view_;
};

}  // namespace

OptimiserResult cheapest_shape(const OptimiserInputs& inputs) {
  const ShapeSearch search(inputs);
  const AnswerWriter writer(search);
  OptimiserResult result;
  result.room = search.room();
  const auto* best = search.best();
  const bool enough =
      best && search.raw_shortfall(search.resizes()[best->resizes], search.adds()[best->adds]) <= 0;
  if (best) {
    result.answer = writer.answer_of(*best, enough);
  } else {
    result.why_none = writer.why_none();
  }
  result.rejected = rejected_shapes(search, best, enough);
  return result;
}

double shortfall_now(const PoolView& view, const std::vector<const Requirement*>& requirements) {
  const SizeTable sizes(view);
  const ResizeSet none;
  const ShapeAfter shape{.resizes = none, .added = 0, .machines = view.count(), .count = sizes.present()};
  double sum = 0;
  for (const auto* requirement : requirements)
    sum += RequirementCheck(*requirement, sizes, view).shortfall(shape);
  return sum;
}

}  // namespace muster
