#include "reconciler/core/plan/change/address.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace muster {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The run of digits at `at`, without leading zeros.
std::string_view number_at(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  while (at + 1 < end && text[at] == '0') ++at;
  return text.substr(at, end - at);
}

}  // namespace

bool address_before(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const auto left = number_at(a, i);
      const auto right = number_at(b, j);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      i = static_cast<std::size_t>(left.data() + left.size() - a.data());
      j = static_cast<std::size_t>(right.data() + right.size() - b.data());
    } else {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i;
      ++j;
    }
  }
  if ((i < a.size()) != (j < b.size())) return j < b.size();
  return a < b;  // Differ in leading zeros only, or not at all.
}

void sort_by_address(std::vector<Change>& changes) {
  const auto before = [&](std::size_t a, std::size_t b) {
    return address_before(changes[a].address, changes[b].address);
  };
  // Changes are large: positions are sorted, and each change moves once.
  std::vector<std::size_t> positions(changes.size());
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  if (std::is_sorted(positions.begin(), positions.end(), before)) return;
  std::sort(positions.begin(), positions.end(), before);
  std::vector<Change> sorted;
  sorted.reserve(changes.size());
  for (const auto position : positions) sorted.push_back(std::move(changes[position]));
  changes = std::move(sorted);
}

}  // namespace muster
