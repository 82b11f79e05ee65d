#include "reconciler/core/base/text/plural.hpp"

#include <fmt/format.h>

namespace muster {

std::string plural(std::int64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string plural(std::int64_t number, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", number, number == 1 ? one : several);
}

}  // namespace muster
