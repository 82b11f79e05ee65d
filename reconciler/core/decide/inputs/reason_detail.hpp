#pragma once

#include <string>
#include <string_view>

namespace muster {

/// Between what a reason says to everybody and how it was reckoned, which only `muster explain` tells.
inline constexpr std::string_view kReckoned = "; reckoned by ";

/// The part of a reason for everybody.
inline std::string plain_part(std::string_view message) {
  return std::string(message.substr(0, message.find(kReckoned)));
}

}  // namespace muster
