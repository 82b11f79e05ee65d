#include "providers/sandbox/faults/call_pattern.hpp"

#include <algorithm>
#include <array>

namespace muster::sandbox {

namespace {

constexpr std::array<std::string_view, 6> methods = {"*", "GET", "POST", "PUT", "DELETE", "PATCH"};

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    if (slash > 0) segments.emplace_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return segments;
}

}  // namespace

bool CallPattern::fits(std::string_view asked_method, std::string_view path) const {
  if (method != "*" && method != asked_method) return false;
  const auto given = segments_of(path);
  const bool own = !given.empty() && given.front() == "sandbox";
  if (own && (segments.empty() || segments.front() != "sandbox")) return false;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i] == "**") return true;
    if (i >= given.size() || (segments[i] != "*" && segments[i] != given[i])) return false;
  }
  return given.size() == segments.size();
}

Result<CallPattern> parse_call_pattern(const std::string& text) {
  const Error wrong{ErrorKind::invalid, "\"" + text + "\" is not a method and a path"};
  const auto space = text.find(' ');
  if (space == std::string::npos) return wrong;
  CallPattern pattern{text.substr(0, space), segments_of(std::string_view(text).substr(space + 1))};
  const bool known = std::find(methods.begin(), methods.end(), pattern.method) != methods.end();
  if (!known || text[space + 1] != '/' || text.find(' ', space + 1) != std::string::npos) return wrong;
  const auto rest = std::find(pattern.segments.begin(), pattern.segments.end(), "**");
  if (rest != pattern.segments.end() && std::next(rest) != pattern.segments.end()) return wrong;
  return pattern;
}

}  // namespace muster::sandbox
