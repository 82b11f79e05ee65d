#include "reconciler/adapters/readings/reading_fields.hpp"

namespace muster {

const std::vector<std::string>& reading_field_names() {
  static const std::vector<std::string> names = {"at", "subject", "metric", "value", "at_least"};
  return names;
}

std::string quoted_in_message(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text.substr(0, 60)) quoted += c >= ' ' && c <= '~' ? c : '?';
  return quoted + (text.size() > 60 ? "...\"" : "\"");
}

}  // namespace muster
