#pragma once

#include <string>

#include "reconciler/core/fleet/declared/fleet.hpp"

namespace muster::test {

/// A declared source of that kind, with nothing else said about it.
inline ReadingsRule source(const std::string& kind) {
  ReadingsRule rule;
  rule.kind = kind;
  return rule;
}

}  // namespace muster::test
