#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// A decimal number ("0.00743999984115362", "-1.5e3") times 10^places as a whole number, rounded half away
/// from zero, without floating point on the way. Nothing when it is not a number or does not fit.
std::optional<std::int64_t> scaled_decimal(std::string_view text, int places);

/// The same without rounding: nothing when digits would be lost.
std::optional<std::int64_t> exact_decimal(std::string_view text, int places);

}  // namespace muster
