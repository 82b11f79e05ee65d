#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// Returns a decimal number ("0.00743999984115362", "-1.5e3") times 10^places as an integer, rounded half
/// away from zero, without floating point. nullopt if it is no number or does not fit.
std::optional<std::int64_t> scaled_decimal(std::string_view text, int places);

/// The same without rounding: nullopt if digits would be lost.
std::optional<std::int64_t> exact_decimal(std::string_view text, int places);

}  // namespace muster
