#include "reconciler/core/decide/inputs/decision.hpp"

#include <fmt/format.h>

#include "reconciler/core/base/rounded.hpp"

namespace muster {

std::string to_string(const Evidence& e) {
  auto text = fmt::format("{} {} {}{} {} {}{}", to_string(e.subject), to_string(e.metric),
                          format_beside(e.value, e.limit), unit_of(e.metric), symbol_of(e.comparison),
                          format_beside(e.limit, e.value), unit_of(e.metric));
  if (e.normal) {
    text += fmt::format(" (normal {}{})", format_rounded(*e.normal), unit_of(e.metric));
  }
  if (e.window > Duration(0)) {
    text += fmt::format(" for {} of {} ({} of {} readings)", format_duration(e.held),
                        format_duration(e.window), e.samples, e.expected);
  }
  return text;
}

const char* to_string(Direction direction) {
  switch (direction) {
    case Direction::down:
      return "down";
    case Direction::hold:
      return "hold";
    case Direction::up:
      return "up";
  }
  return "hold";
}

const char* to_string(Clamp::Kind kind) {
  switch (kind) {
    case Clamp::Kind::missing_data:
      return "missing data";
    case Clamp::Kind::cooldown:
      return "cooldown";
    case Clamp::Kind::stabilisation:
      return "stabilisation";
    case Clamp::Kind::rate:
      return "rate limit";
    case Clamp::Kind::bounds:
      return "bounds";
    case Clamp::Kind::disruption:
      return "disruption budget";
    case Clamp::Kind::money:
      return "money cap";
    case Clamp::Kind::account_limit:
      return "account limit";
    case Clamp::Kind::flapping:
      return "flap budget";
    case Clamp::Kind::overload:
      return "overload";
  }
  return "bounds";
}

}  // namespace muster
