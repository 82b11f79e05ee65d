#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Joins all parts in their order, with `between` between each two: "web, blue". Empty without parts.
std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ");

/// Joins all parts for a sentence: "a, b and c" with the word "and". Empty without parts.
std::string joined_by_word(const std::vector<std::string>& parts, std::string_view word);

}  // namespace muster
