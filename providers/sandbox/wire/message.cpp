#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

namespace {

std::string_view first_value(const std::vector<std::pair<std::string, std::string>>& pairs,
                             std::string_view name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return value;
  return {};
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  return first_value(headers, lower_case_name);
}

std::string_view Request::asked(std::string_view key) const {
  return first_value(query, key);
}

}  // namespace muster::sandbox
