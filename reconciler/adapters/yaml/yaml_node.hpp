#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The kind of a YAML value.
enum class YamlKind { null, scalar, sequence, map };

struct YamlEntry;

/// One value of a YAML file as written: scalars stay text until a reader determines their type.
struct YamlNode {
  YamlKind kind = YamlKind::null;
  std::string text{};              ///< Of a scalar; the text of a null is not kept.
  bool plain = true;               ///< A scalar without quotes, block style or a !!str tag.
  int line = 0;                    ///< Position of the value, from 1; 0 if there is no value.
  int column = 0;                  ///< In bytes, from 1.
  std::vector<YamlNode> items{};   ///< Of a sequence.
  std::vector<YamlEntry> entries;  ///< Of a map, in the written order; keys are unique.

  bool is_map() const { return kind == YamlKind::map; }
  bool is_sequence() const { return kind == YamlKind::sequence; }
  bool is_scalar() const { return kind == YamlKind::scalar; }
  bool is_null() const { return kind == YamlKind::null; }

  /// The entry of a map with that key; nullptr if there is none.
  const YamlEntry* entry(std::string_view key) const;
  /// The value of a map under that key; nullptr if there is none, or if this is no map.
  const YamlNode* find(std::string_view key) const;
};

/// One entry of a map, with the position of its key.
struct YamlEntry {
  std::string key;
  int key_line = 0;
  int key_column = 0;
  YamlNode value;
};

/// "spec.pools[0]" and "sizes" make "spec.pools[0].sizes"; a key that is not a plain word is quoted.
std::string path_with_key(const std::string& path, std::string_view key);
/// "spec.pools" and 0 make "spec.pools[0]".
std::string path_with_index(const std::string& path, std::size_t index);

}  // namespace muster
