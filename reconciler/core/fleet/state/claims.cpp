#include "reconciler/core/fleet/state/claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace muster {

std::string describe_objects(const OtherFleet& other) {
  std::vector<std::string> parts;
  const auto add = [&](int count, const char* kind) {
    if (count > 0) parts.push_back(fmt::format("{} {}{}", count, kind, count == 1 ? "" : "s"));
  };
  add(other.machines, "machine");
  add(other.volumes, "volume");
  add(other.balancers, "load balancer");
  if (parts.size() < 2) return parts.empty() ? "no object" : parts.front();
  const auto last = parts.back();
  parts.pop_back();
  return fmt::format("{} and {}", fmt::join(parts, ", "), last);
}

}  // namespace muster
