#pragma once

#include <string>

#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster::test {

/// A declared source of that kind, with nothing else said about it.
inline ReadingsRule source(const std::string& kind) {
  ReadingsRule rule;
  rule.kind = kind;
  if (kind == "digitalocean") rule.cloud = CloudReadings{.history = 6h, .shortest_step = 1min};
  return rule;
}

}  // namespace muster::test
