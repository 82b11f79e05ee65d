#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

enum class YamlKind { null, scalar, sequence, map };

struct YamlEntry;

/// One value of a YAML file as it was written: scalars stay text until someone knows what they should be.
struct YamlNode {
  YamlKind kind = YamlKind::null;
  std::string text{};              ///< Of a scalar; of a null what stood there is not kept.
  bool plain = true;               ///< A scalar without quotes, block style or a !!str tag.
  int line = 0;                    ///< Where the value begins, from 1; 0 when there is no value.
  int column = 0;                  ///< In bytes, from 1.
  std::vector<YamlNode> items{};   ///< Of a sequence.
  std::vector<YamlEntry> entries;  ///< Of a map, in the order written; keys are unique.

  bool is_map() const { return kind == YamlKind::map; }
  bool is_sequence() const { return kind == YamlKind::sequence; }
  bool is_scalar() const { return kind == YamlKind::scalar; }
  bool is_null() const { return kind == YamlKind::null; }

  /// The entry of a map with that key, or nullptr.
  const YamlEntry* entry(std::string_view key) const;
  /// The value of a map under that key, or nullptr; also when this is no map.
  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  int key_line = 0;
  int key_column = 0;
  YamlNode value;
};

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

struct YamlLimits {
  std::size_t bytes = 1u << 20;
  int depth = 64;
  std::size_t nodes = 100'000;                ///< Counted after aliases are copied.
  std::size_t text_after_aliases = 4u << 20;  ///< Bytes of text that aliases may add.
};

/// Reads one document of YAML 1.2. Aliases are copied within the limits; duplicate keys, merge keys, tags of
/// one's own, cyclic aliases, several documents and bytes that are not UTF-8 text are refused.
YamlFile parse_yaml(std::string_view text, const std::string& file_name, const YamlLimits& limits = {});

/// The same of a file, which is named in the diagnostics as `path` is written.
YamlFile read_yaml_file(const std::string& path, const YamlLimits& limits = {});

/// "spec.pools[0]" and "sizes" make "spec.pools[0].sizes"; a key that is not a plain word is quoted.
std::string path_with_key(const std::string& path, std::string_view key);
/// "spec.pools" and 0 make "spec.pools[0]".
std::string path_with_index(const std::string& path, std::size_t index);

}  // namespace muster
