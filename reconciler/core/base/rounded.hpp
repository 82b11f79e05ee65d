#pragma once

#include <string>

#include "reconciler/core/base/measure.hpp"

namespace muster {

/// A value as a person reads it: one decimal at most, rounded half up: "42.6" for 42.555.
std::string format_rounded(Measure value);

/// The same beside another value that it is compared with. Where one decimal would make both look alike and
/// they are not, the value has all its digits: "80.04" beside 80.
std::string format_beside(Measure value, Measure other);

}  // namespace muster
