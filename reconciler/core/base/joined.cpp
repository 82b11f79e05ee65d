#include "reconciler/core/base/joined.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace muster {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

}  // namespace muster
