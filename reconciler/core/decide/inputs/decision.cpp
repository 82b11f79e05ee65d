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

}  // namespace muster
