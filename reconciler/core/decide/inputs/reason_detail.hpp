#pragma once

#include <string>
#include <string_view>

namespace muster {

/// Separates the reason that every view prints from its derivation, which only `muster explain` prints.
inline constexpr std::string_view kReckoned = "; reckoned by ";

/// The reason without its derivation.
inline std::string plain_part(std::string_view message) {
  return std::string(message.substr(0, message.find(kReckoned)));
}

}  // namespace muster
