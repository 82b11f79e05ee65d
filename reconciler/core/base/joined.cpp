#include "reconciler/core/base/joined.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace muster {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string joined_by_word(const std::vector<std::string>& parts, std::string_view word) {
  if (parts.size() < 2) return joined(parts);
  const auto last = parts.end() - 1;
  return fmt::format("{} {} {}", fmt::join(parts.begin(), last, ", "), word, *last);
}

}  // namespace muster
