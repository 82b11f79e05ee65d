#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// "1 machine", "3 machines": a number with its noun.
std::string plural(std::int64_t number, std::string_view noun);
/// "1 policy", "3 policies": the same for a noun with another plural.
std::string plural(std::int64_t number, std::string_view one, std::string_view several);

}  // namespace muster
