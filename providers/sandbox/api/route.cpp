#include "providers/sandbox/api/route.hpp"

#include <charconv>

namespace muster::sandbox {

namespace {

/// Cuts the first segment off a path; empty segments are skipped.
std::string_view next_segment(std::string_view& path) {
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

}  // namespace

std::int64_t Call::number(std::size_t part) const {
  std::int64_t value = -1;
  const auto& text = parts[part];
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  return read.ec == std::errc() && read.ptr == end ? value : -1;
}

bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& parts) {
  parts.clear();
  while (true) {
    const auto wanted = next_segment(pattern);
    const auto given = next_segment(path);
    if (wanted.empty() || given.empty()) return wanted.empty() && given.empty();
    if (wanted == "*")
      parts.emplace_back(given);
    else if (wanted != given)
      return false;
  }
}

}  // namespace muster::sandbox
