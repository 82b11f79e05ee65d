#pragma once

#include <string>
#include <string_view>

#include "reconciler/adapters/yaml/yaml_limits.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// A file as a tree, with all problems. With errors the root may contain only a part of the file: use it to
/// find further errors, never to act on it.
struct YamlFile {
  std::string file{};  ///< The name in the diagnostics.
  YamlNode root{};
  Diagnostics problems{};

  bool ok() const { return !has_errors(problems); }
  SourceMark at(const YamlNode& node) const { return {file, node.line, node.column}; }
  SourceMark at_key(const YamlEntry& entry) const { return {file, entry.key_line, entry.key_column}; }
};

/// Parses one document of YAML 1.2. Aliases are copied within the limits. Rejected are duplicate keys, merge
/// keys, custom tags, cyclic aliases, several documents, and bytes that are not UTF-8 text.
YamlFile parse_yaml(std::string_view text, const std::string& file_name, const YamlLimits& limits = {});

/// The same for a file; diagnostics name it as `path`.
YamlFile read_yaml_file(const std::string& path, const YamlLimits& limits = {});

}  // namespace muster
