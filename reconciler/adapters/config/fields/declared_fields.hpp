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

/// One text of a declared list, and where it stands.
struct DeclaredText {
  std::string text;
  SourceMark at;
  std::string path;
};

/// The fields of one map of a declared file, read as what they should be.
///
/// The schema has spoken before: what is absent or of the wrong type reads as the fallback, and a field that
/// already has its diagnostic gets no second one. What only reading shows (units, ports) is reported here,
/// so nothing that could not be read goes unsaid. Holds views: the file and the list outlive it.
class DeclaredFields {
 public:
  DeclaredFields(const YamlFile& file, Diagnostics& problems)
      : DeclaredFields(file, &file.root, "", problems) {}

  bool has(const std::string& key) const { return find(key) != nullptr; }
  SourceMark at() const;                        ///< Where the map begins.
  SourceMark at(const std::string& key) const;  ///< Where the value begins, or the map when it is not there.
  std::string path(const std::string& key) const { return path_with_key(path_, key); }

  /// The map under that key; one without fields when there is none.
  DeclaredFields map(const std::string& key) const;
  /// The maps of the list under that key.
  std::vector<DeclaredFields> maps(const std::string& key) const;

  std::string text(const std::string& key, const std::string& fallback = "") const;
  std::vector<DeclaredText> texts(const std::string& key) const;
  bool flag(const std::string& key, bool fallback) const;
  int number(const std::string& key, int fallback) const;
  Duration duration(const std::string& key, Duration fallback) const;

  /// A value that `parse` reads; its error becomes a diagnostic.
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

  /// Says what is wrong with a field, or with the map when the field is not there.
  void report(const std::string& key, std::string summary, std::string expected = "",
              std::string hint = "") const;
  void report(const DeclaredText& item, std::string summary, std::string expected = "",
              std::string hint = "") const;
  /// Takes what somebody else found over. An error goes unsaid where the field has its error already.
  void take(Diagnostics found) const;

 private:
  DeclaredFields(const YamlFile& file, const YamlNode* node, std::string path, Diagnostics& problems)
      : file_(&file), node_(node), path_(std::move(path)), problems_(&problems) {}
  const YamlNode* find(const std::string& key) const;

  const YamlFile* file_;
  const YamlNode* node_;  // Never null; a null node when the map is not there.
  std::string path_;
  Diagnostics* problems_;
};

}  // namespace muster
