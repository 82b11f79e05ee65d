#include "reconciler/core/reading/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

std::string to_string(const Subject& subject) {
  if (const auto* slot = std::get_if<Slot>(&subject)) return to_string(*slot);
  if (const auto* pool = std::get_if<PoolName>(&subject)) return pool->value;
  return "fleet";
}

Result<Subject> parse_subject(const std::string& text) {
  if (text == "fleet") return Subject(FleetWide{});
  if (text.find('/') != std::string::npos) {
    auto slot = parse_slot(text);
    if (!slot) return slot.error();
    return Subject(*std::move(slot));
  }
  const bool named = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!named) {
    return Error{ErrorKind::invalid,
                 fmt::format("\"{}\" is not a subject such as worker/3, worker or fleet", text)};
  }
  return Subject(PoolName(text));
}

}  // namespace muster
