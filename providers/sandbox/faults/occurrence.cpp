#include "providers/sandbox/faults/occurrence.hpp"

#include <charconv>
#include <optional>

namespace muster::sandbox {

namespace {

std::optional<std::int64_t> count_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

}  // namespace

Result<Occurrence> parse_occurrence(const std::string& text) {
  const Error wrong{ErrorKind::invalid, "\"" + text + "\" does not select calls"};
  const std::string_view all = text;
  Occurrence occurrence;
  if (all.starts_with("every ")) {
    const auto step = count_in(all.substr(6));
    if (!step) return wrong;
    occurrence.first = occurrence.every = *step;
    return occurrence;
  }
  const auto dash = all.find('-');
  const auto first = count_in(all.substr(0, dash));
  if (!first) return wrong;
  occurrence.first = occurrence.last = *first;
  if (dash == std::string_view::npos) return occurrence;
  occurrence.last = Occurrence{}.last;
  if (dash + 1 == all.size()) return occurrence;
  const auto last = count_in(all.substr(dash + 1));
  if (!last || *last < *first) return wrong;
  occurrence.last = *last;
  return occurrence;
}

}  // namespace muster::sandbox
