#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

/// The requests of a fault: "POST /v2/droplets/*/actions". "*" is any method or one segment of the path, "**"
/// at the end is all segments that follow. The sandbox's own paths match only if the pattern contains
/// /sandbox.
struct CallPattern {
  std::string method;
  std::vector<std::string> segments;

  bool fits(std::string_view asked_method, std::string_view path) const;
};

/// Parses a pattern. Fails with `invalid`.
Result<CallPattern> parse_call_pattern(const std::string& text);

}  // namespace muster::sandbox
