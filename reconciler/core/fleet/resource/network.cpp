#include "reconciler/core/fleet/resource/network.hpp"

#include <algorithm>

namespace muster {

bool same_forwarding(std::vector<Forwarding> a, std::vector<Forwarding> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

}  // namespace muster
