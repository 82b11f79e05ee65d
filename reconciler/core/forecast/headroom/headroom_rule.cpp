#include "reconciler/core/forecast/headroom/headroom_rule.hpp"

#include <fmt/format.h>

namespace muster::forecast {

std::string to_string(const HeadroomRule& rule) {
  auto text = fmt::format("{:.3g} x {}", rule.factor, to_string(rule.follower));
  if (rule.extra > 0) text += fmt::format(" + {:g}", rule.extra);
  if (rule.hold.ticks > 1) text += fmt::format(", held {:g} min", rule.hold.ticks / 2.0);
  if (rule.hold.tolerance > 0) text += fmt::format(", back from {:g}% on", rule.hold.tolerance * 100);
  return text;
}

}  // namespace muster::forecast
