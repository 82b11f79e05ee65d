#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reconciler/adapters/yaml/yaml_limits.hpp"
#include "reconciler/adapters/yaml/yaml_node.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// Thrown inside the parse of one file if continuing is pointless; never leaves yaml_document.cpp.
struct YamlStop {
  Diagnostic problem;
};

/// Builds the tree from a stream of events within the limits. Independent of yaml-cpp.
class YamlBuilder {
 public:
  struct Place {
    int line = 0;
    int column = 0;
  };

  YamlBuilder(std::string file, const YamlLimits& limits) : file_(std::move(file)), limits_(limits) {}

  /// `anchor` is 0 for none in all of these functions.
  void scalar(Place at, std::string text, bool plain, std::size_t anchor);
  void null(Place at, std::size_t anchor);
  void alias(Place at, std::size_t anchor);
  void begin(Place at, YamlKind kind, std::size_t anchor);
  void end();

  /// Reports a problem after which the rest can still be read.
  void report(Place at, std::string summary, std::string expected, std::string hint);
  [[noreturn]] void stop(Place at, std::string summary, std::string expected, std::string hint);

  YamlNode take_root() { return std::move(root_); }
  Diagnostics take_problems() { return std::move(problems_); }

 private:
  /// An open container.
  struct Open {
    YamlNode node;
    std::optional<YamlEntry> pending{};                  // The key of the next value.
    bool drops_value = false;                            // That key was rejected.
    std::unordered_map<std::string, Place> seen_keys{};  // Of a map.
  };
  /// The position of an anchored value: the path from the root.
  using Route = std::vector<std::size_t>;

  bool expects_key() const;
  void take_key(Place at, std::string text, std::size_t anchor);
  void add(YamlNode node);
  void count(Place at, std::size_t nodes, std::size_t text);
  void remember(std::size_t anchor);
  const YamlNode* resolve(const Route& route, Place at);
  std::string path() const;

  std::string file_;
  YamlLimits limits_;
  YamlNode root_;
  Diagnostics problems_;
  std::vector<Open> open_;
  std::map<std::size_t, std::optional<Route>> anchors_;  // nullopt: inside a rejected part.
  std::size_t nodes_ = 0;
  std::size_t copied_text_ = 0;
};

}  // namespace muster
