#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What a YAML value is.
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

/// One entry of a map, and where its key stands.
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
