#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Joins all parts in their order, with `between` between each two: "web, blue". Empty without parts.
std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ");

}  // namespace muster
