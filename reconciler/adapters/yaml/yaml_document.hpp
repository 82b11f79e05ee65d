#pragma once

#include <string>
#include <string_view>

#include "reconciler/adapters/yaml/yaml_limits.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// A file as a tree and all that is wrong with it. With errors the root may hold only part of the file:
/// read it to find further mistakes, never to act on it.
struct YamlFile {
  std::string file{};  ///< The name that stands in the diagnostics.
  YamlNode root{};
  Diagnostics problems{};

  bool ok() const { return !has_errors(problems); }
  SourceMark at(const YamlNode& node) const { return {file, node.line, node.column}; }
  SourceMark at_key(const YamlEntry& entry) const { return {file, entry.key_line, entry.key_column}; }
};

/// Reads one document of YAML 1.2. Aliases are copied within the limits; duplicate keys, merge keys, tags of
/// one's own, cyclic aliases, several documents and bytes that are not UTF-8 text are refused.
YamlFile parse_yaml(std::string_view text, const std::string& file_name, const YamlLimits& limits = {});

/// The same of a file, which is named in the diagnostics as `path` is written.
YamlFile read_yaml_file(const std::string& path, const YamlLimits& limits = {});

}  // namespace muster
