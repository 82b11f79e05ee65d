#include "reconciler/core/policy/check/meant_ladder.hpp"

#include <algorithm>

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

std::vector<std::string> meant_ladder(const Pool& pool, const PriceList* prices) {
  std::vector<std::string> sold;
  if (prices) {
    for (const auto& offer : prices->sizes) sold.push_back(offer.name.value);
  }
  std::vector<std::string> meant;
  for (const auto& size : pool.ladder) {
    const auto nearest = !prices || prices->find(size) ? "" : nearest_word(size.value, sold);
    const auto& word = nearest.empty() ? size.value : nearest;
    if (std::find(meant.begin(), meant.end(), word) == meant.end()) meant.push_back(word);
  }
  return meant;
}

bool on_ladder(const SizeName& size, const Pool& pool, const PriceList* prices) {
  if (std::find(pool.ladder.begin(), pool.ladder.end(), size) != pool.ladder.end()) return true;
  const auto meant = meant_ladder(pool, prices);
  return std::find(meant.begin(), meant.end(), size.value) != meant.end();
}

}  // namespace muster
