#include "reconciler/core/forecast/headroom_rule.hpp"

#include <fmt/format.h>

namespace muster::forecast {

std::string to_string(const HeadroomRule& rule) {
  auto text = fmt::format("{:g} x {}", rule.factor, to_string(rule.follower));
  if (rule.extra > 0) text += fmt::format(" + {:g}", rule.extra);
  if (rule.hold_ticks > 1) text += fmt::format(", held {:g} min", rule.hold_ticks / 2.0);
  return text;
}

}  // namespace muster::forecast
