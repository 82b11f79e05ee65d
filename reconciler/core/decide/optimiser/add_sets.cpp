#include "reconciler/core/decide/optimiser/add_sets.hpp"

#include <algorithm>

namespace muster {
namespace {

/// Up to this number of machines, every set is tried.
constexpr int kAllSetsUpTo = 4;
/// A set of one size is tried with up to this number fewer, and smaller machines instead.
constexpr int kFewer = 3;

bool may_make(const SizeTable& sizes, int size) {
  return size < sizes.on_ladder() && sizes.row(size).why_not_made.empty();
}

AddSet with_more(AddSet set, int size, int count, const SizeTable& sizes) {
  if (set.count.empty()) set.count.assign(static_cast<std::size_t>(sizes.count()), 0);
  set.count[static_cast<std::size_t>(size)] += count;
  set.total += count;
  set.delta += sizes.row(size).monthly * count;
  return set;
}

void add_all_from(std::vector<AddSet>& sets, const AddSet& so_far, int first, int most,
                  const SizeTable& sizes) {
  for (int size = first; size < sizes.on_ladder(); ++size) {
    if (!may_make(sizes, size)) continue;
    auto more = with_more(so_far, size, 1, sizes);
    sets.push_back(more);
    if (more.total < most) add_all_from(sets, more, size, most, sizes);
  }
}

/// The least number of machines of that size beside `base` that is enough, up to `most`; most + 1: none is.
int least_of(const AddSet& base, int size, int most, const SizeTable& sizes,
             const std::function<bool(const AddSet&)>& enough) {
  int low = 1;
  int high = most + 1;
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (enough(with_more(base, size, middle, sizes))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

std::vector<AddSet> small_add_sets(const SizeTable& sizes, int most) {
  std::vector<AddSet> sets(1);
  if (most > 0) add_all_from(sets, AddSet{}, 0, std::min(most, kAllSetsUpTo), sizes);
  return sets;
}

std::vector<AddSet> larger_add_sets(const SizeTable& sizes, int most,
                                    const std::function<bool(const AddSet&)>& enough) {
  std::vector<AddSet> sets;
  if (most <= kAllSetsUpTo) return sets;
  for (int size = 0; size < sizes.on_ladder(); ++size) {
    if (!may_make(sizes, size)) continue;
    const int least = least_of({}, size, most, sizes, enough);
    sets.push_back(with_more({}, size, std::min(least, most), sizes));
    if (least > most || least <= kAllSetsUpTo) continue;
    for (int fewer = 1; fewer <= kFewer; ++fewer) {
      const auto base = with_more({}, size, least - fewer, sizes);
      for (int smaller = 0; smaller < size; ++smaller) {
        if (!may_make(sizes, smaller)) continue;
        const int room = most - base.total;
        const int more = least_of(base, smaller, room, sizes, enough);
        if (more <= room) sets.push_back(with_more(base, smaller, more, sizes));
      }
    }
  }
  return sets;
}

}  // namespace muster
