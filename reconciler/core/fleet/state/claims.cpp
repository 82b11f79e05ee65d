#include "reconciler/core/fleet/state/claims.hpp"

#include "reconciler/core/base/joined.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {

std::string describe_objects(const OtherFleet& other) {
  std::vector<std::string> parts;
  if (other.machines > 0) parts.push_back(plural(other.machines, "machine"));
  if (other.volumes > 0) parts.push_back(plural(other.volumes, "volume"));
  if (other.balancers > 0) parts.push_back(plural(other.balancers, "load balancer"));
  return parts.empty() ? "no object" : joined_by_word(parts, "and");
}

}  // namespace muster
