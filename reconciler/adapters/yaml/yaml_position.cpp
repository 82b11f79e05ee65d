#include "reconciler/adapters/yaml/yaml_position.hpp"

#include <charconv>

namespace muster {
namespace {

/// Takes the next step off a path: a field's name, or an index with its closing bracket.
std::string_view take_step(std::string_view& path) {
  if (path.starts_with('.') || path.starts_with('[')) path.remove_prefix(1);
  const auto end = path.find_first_of(".[");
  const auto step = path.substr(0, end);
  path = end == std::string_view::npos ? std::string_view() : path.substr(end);
  return step;
}

const YamlNode* child_at(const YamlNode& node, std::string_view step) {
  if (!step.ends_with(']')) return node.find(step);
  std::size_t index = 0;
  const auto* end = step.data() + step.size() - 1;
  const auto [stopped, problem] = std::from_chars(step.data(), end, index);
  if (problem != std::errc() || stopped != end || index >= node.items.size()) return nullptr;
  return &node.items[index];
}

}  // namespace

SourceMark place_of_path(const YamlFile& file, std::string_view path) {
  const auto* node = &file.root;
  SourceMark place = file.at(*node);
  while (!path.empty()) {
    node = child_at(*node, take_step(path));
    if (node == nullptr || node->line == 0) break;
    place = file.at(*node);
  }
  return place;
}

}  // namespace muster
