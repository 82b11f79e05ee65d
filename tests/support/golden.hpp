#pragma once

#include <optional>
#include <string>

namespace muster::test {

/// What is wrong with a text that should be that of tests/golden/<file>: the first line that differs, or
/// nothing. With MUSTER_GOLDEN=write in the environment the file is written instead.
std::optional<std::string> golden_difference(const std::string& text, const std::string& file);

}  // namespace muster::test
