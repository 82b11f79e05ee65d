#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// Which requests a fault is for: "POST /v2/droplets/*/actions". "*" stands for any method or one segment of
/// the path, "**" at the end for whatever follows. The sandbox's own paths are meant only where the pattern
/// says /sandbox.
struct CallPattern {
  std::string method;
  std::vector<std::string> segments;

  bool fits(std::string_view asked_method, std::string_view path) const;
};

/// Fails with `invalid` on what is no pattern.
Result<CallPattern> parse_call_pattern(const std::string& text);

}  // namespace muster::sandbox
