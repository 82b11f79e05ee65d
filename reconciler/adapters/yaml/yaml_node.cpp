#include "reconciler/adapters/yaml/yaml_node.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

const YamlEntry* YamlNode::entry(std::string_view key) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [key](const YamlEntry& e) { return e.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto* found = entry(key);
  return found == nullptr ? nullptr : &found->value;
}

std::string path_with_key(const std::string& path, std::string_view key) {
  const bool word =
      !key.empty() && key.size() <= 64 &&
      key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
          std::string_view::npos;
  if (!word) return fmt::format("{}[\"{}\"]", path, key.substr(0, 64));
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

std::string path_with_index(const std::string& path, std::size_t index) {
  return fmt::format("{}[{}]", path, index);
}

}  // namespace muster
