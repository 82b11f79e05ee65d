#pragma once

#include <string>

#include "reconciler/core/base/measure.hpp"

namespace muster {

/// Formats a value for people: at most one decimal, rounded half up: "42.6" for 42.555.
std::string format_rounded(Measure value);

/// The same for a value that is printed beside another one. If one decimal makes two different values appear
/// equal, the value keeps all its digits: "80.04" beside 80.
std::string format_beside(Measure value, Measure other);

}  // namespace muster
