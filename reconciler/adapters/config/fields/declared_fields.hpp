#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// One text of a declared list, and its position.
struct DeclaredText {
  std::string text;
  SourceMark at;
  std::string path;
};

/// Reads the fields of one map of a declared file as typed values.
///
/// The schema was checked before: an absent field or a wrong type returns the fallback, and a field with a
/// diagnostic gets no second one. Errors that only parsing finds (units, ports) are reported here, so that
/// every unreadable value is reported. Holds views: the file and the list must outlive it.
class DeclaredFields {
 public:
  DeclaredFields(const YamlFile& file, Diagnostics& problems)
      : DeclaredFields(file, &file.root, "", problems) {}

  bool has(const std::string& key) const { return find(key) != nullptr; }
  SourceMark at() const;                        ///< Position of the map.
  SourceMark at(const std::string& key) const;  ///< Position of the value; of the map if the field is absent.
  std::string path(const std::string& key) const { return path_with_key(path_, key); }

  /// The map under that key; a map without fields if it is absent.
  DeclaredFields map(const std::string& key) const;
  /// The maps of the list under that key.
  std::vector<DeclaredFields> maps(const std::string& key) const;

  std::string text(const std::string& key, const std::string& fallback = "") const;
  std::vector<DeclaredText> texts(const std::string& key) const;
  bool flag(const std::string& key, bool fallback) const;
  /// An integer in the unit of the field.
  int number(const std::string& key, int fallback) const;
  Duration duration(const std::string& key, Duration fallback) const;

  /// Parses a value with `parse`; its error becomes a diagnostic.
  template <class T>
  std::optional<T> read(const std::string& key,
                        const std::function<Result<T>(const std::string&)>& parse) const {
    const auto* node = find(key);
    if (node == nullptr || !node->is_scalar()) return std::nullopt;
    auto value = parse(node->text);
    if (value) return *std::move(value);
    report(key, value.error().what);
    return std::nullopt;
  }

  /// Reports a problem of a field; of the map if the field is absent.
  void report(const std::string& key, std::string summary, std::string expected = "",
              std::string hint = "") const;
  void report(const DeclaredText& item, std::string summary, std::string expected = "",
              std::string hint = "") const;
  /// Adds diagnostics from elsewhere. An error is dropped if the field has an error already.
  void take(Diagnostics found) const;

 private:
  DeclaredFields(const YamlFile& file, const YamlNode* node, std::string path, Diagnostics& problems)
      : file_(&file), node_(node), path_(std::move(path)), problems_(&problems) {}
  const YamlNode* find(const std::string& key) const;

  const YamlFile* file_;
  const YamlNode* node_;  // Never null; a null node if the map is absent.
  std::string path_;
  Diagnostics* problems_;
};

}  // namespace muster
