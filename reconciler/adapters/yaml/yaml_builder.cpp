#include "reconciler/adapters/yaml/yaml_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace muster {
namespace {

std::size_t children_of(const YamlNode& node) {
  return node.is_map() ? node.entries.size() : node.items.size();
}

const YamlNode& child_of(const YamlNode& node, std::size_t index) {
  return node.is_map() ? node.entries[index].value : node.items[index];
}

YamlNode node_at(YamlBuilder::Place at, YamlKind kind, std::string text = {}, bool plain = true) {
  YamlNode node;
  node.kind = kind;
  node.text = std::move(text);
  node.plain = plain;
  node.line = at.line;
  node.column = at.column;
  return node;
}

/// How much copying a subtree costs.
struct Weight {
  std::size_t nodes = 1;
  std::size_t text = 0;
  int height = 1;
};

Weight weigh(const YamlNode& node) {
  Weight total{.text = node.text.size()};
  const auto take = [&total](const YamlNode& child) {
    const auto weight = weigh(child);
    total.nodes += weight.nodes;
    total.text += weight.text;
    total.height = std::max(total.height, weight.height + 1);
  };
  for (const auto& item : node.items) take(item);
  for (const auto& entry : node.entries) {
    total.text += entry.key.size();
    take(entry.value);
  }
  return total;
}

}  // namespace

void YamlBuilder::report(Place at, std::string summary, std::string expected, std::string hint) {
  // A file with a hundred thousand mistakes is reported as one: people read only the first hundreds.
  if (problems_.size() >= 500) stop(at, "too many mistakes to list", "", "correct these first");
  problems_.push_back({.severity = Severity::error,
                       .at = {file_, at.line, at.column},
                       .path = path(),
                       .summary = std::move(summary),
                       .expected = std::move(expected),
                       .hint = std::move(hint)});
}

void YamlBuilder::stop(Place at, std::string summary, std::string expected, std::string hint) {
  throw YamlStop{{Severity::error,
                  {file_, at.line, at.column},
                  path(),
                  std::move(summary),
                  std::move(expected),
                  std::move(hint)}};
}

std::string YamlBuilder::path() const {
  std::string path;
  for (const auto& open : open_) {
    if (!open.node.is_map()) {
      path = path_with_index(path, open.node.items.size());
    } else if (open.pending) {
      path = path_with_key(path, open.pending->key);
    }
  }
  return path;
}

bool YamlBuilder::expects_key() const {
  return !open_.empty() && open_.back().node.is_map() && !open_.back().pending;
}

void YamlBuilder::count(Place at, std::size_t nodes, std::size_t text) {
  nodes_ += nodes;
  copied_text_ += text;
  if (nodes_ > limits_.nodes)
    stop(at, fmt::format("the file holds more than {} values", limits_.nodes),
         "fewer values, counting what aliases copy", "split the file");
  if (copied_text_ > limits_.text_after_aliases)
    stop(at, "aliases copy too much text", fmt::format("at most {} bytes", limits_.text_after_aliases), "");
}

void YamlBuilder::remember(std::size_t anchor) {
  if (anchor == 0) return;
  Route route;
  for (const auto& open : open_) {
    if (open.drops_value) {
      anchors_[anchor] = std::nullopt;
      return;
    }
    route.push_back(children_of(open.node));
  }
  anchors_[anchor] = std::move(route);
}

void YamlBuilder::take_key(Place at, std::string text, std::size_t anchor) {
  if (anchor != 0) anchors_[anchor] = std::nullopt;
  auto& map = open_.back();
  const auto [first, is_new] = map.seen_keys.emplace(text, at);
  const auto first_at = first->second;
  const bool merges = text == "<<";
  auto problem = is_new ? std::string() : fmt::format("the key \"{}\" occurs twice", text);
  map.pending = YamlEntry{.key = std::move(text), .key_line = at.line, .key_column = at.column, .value = {}};
  map.drops_value = !is_new || merges;
  if (!is_new)
    report(at, std::move(problem),
           fmt::format("each key once; the first is at line {}, column {}", first_at.line, first_at.column),
           "keep one of the two");
  else if (merges)
    report(at, "merge keys are not supported", "",
           "write the fields out, or give the whole value by an alias");
}

void YamlBuilder::add(YamlNode node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  auto& parent = open_.back();
  if (!parent.node.is_map()) {
    parent.node.items.push_back(std::move(node));
    return;
  }
  if (!parent.drops_value) {
    parent.pending->value = std::move(node);
    parent.node.entries.push_back(*std::move(parent.pending));
  }
  parent.pending.reset();
  parent.drops_value = false;
}

void YamlBuilder::scalar(Place at, std::string text, bool plain, std::size_t anchor) {
  count(at, 1, 0);
  if (expects_key()) return take_key(at, std::move(text), anchor);
  remember(anchor);
  add(node_at(at, YamlKind::scalar, std::move(text), plain));
}

void YamlBuilder::null(Place at, std::size_t anchor) {
  count(at, 1, 0);
  if (expects_key()) stop(at, "a key is missing before \":\"", "a name for the field", "");
  remember(anchor);
  // A missing value is reported at its key, not at the next token.
  const auto* pending = open_.empty() || !open_.back().pending ? nullptr : &*open_.back().pending;
  if (pending != nullptr && at.line != pending->key_line) at = {pending->key_line, pending->key_column};
  add(node_at(at, YamlKind::null));
}

void YamlBuilder::begin(Place at, YamlKind kind, std::size_t anchor) {
  count(at, 1, 0);
  if (expects_key())
    stop(at, "a key is a list or a map", "a word as the key",
         "close each [ and {, and quote a key that begins with one");
  if (static_cast<int>(open_.size()) >= limits_.depth)
    stop(at, fmt::format("nested deeper than {} levels", limits_.depth), "a flatter file", "");
  remember(anchor);
  open_.push_back({.node = node_at(at, kind)});
}

void YamlBuilder::end() {
  auto node = std::move(open_.back().node);
  open_.pop_back();
  add(std::move(node));
}

void YamlBuilder::alias(Place at, std::size_t anchor) {
  if (expects_key()) stop(at, "a key is an alias", "the key written out", "");
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end() || !found->second) {
    report(at, "the alias refers to a part that was refused", "", "write the value out");
    return null(at, 0);
  }
  const auto* target = resolve(*found->second, at);
  const auto weight = weigh(*target);
  count(at, weight.nodes, weight.text);
  if (static_cast<int>(open_.size()) + weight.height > limits_.depth + 1)
    stop(at, fmt::format("aliases nest deeper than {} levels", limits_.depth), "a flatter file", "");
  add(YamlNode(*target));
}

const YamlNode* YamlBuilder::resolve(const Route& route, Place at) {
  std::size_t depth = 0;  // Returns the length of the route through open containers.
  while (depth < route.size() && depth + 1 < open_.size() && route[depth] == children_of(open_[depth].node))
    ++depth;
  const YamlNode* node = &open_[depth].node;
  for (auto step = depth; step < route.size(); ++step) {
    if (route[step] >= children_of(*node)) {
      node = nullptr;
      break;
    }
    node = &child_of(*node, route[step]);
  }
  if (node == nullptr || depth == route.size())
    stop(at, "the alias is inside the value it refers to", "a value that ends before the alias",
         "write the value out");
  return node;
}

}  // namespace muster
