#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace muster {

/// "a, b, c and 4 more": at most `most` of the texts, and the number of the others.
std::string first_few(const std::vector<std::string>& texts, std::size_t most);

}  // namespace muster
