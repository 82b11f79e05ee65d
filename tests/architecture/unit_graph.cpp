#include "tests/architecture/unit_graph.hpp"

#include <algorithm>
#include <functional>

namespace muster::architecture {

std::string unit_of(const std::string& path) {
  return path.substr(0, path.rfind('.'));
}

Graph unit_graph(const std::vector<SourceFile>& files) {
  Graph graph;
  for (const auto& file : files) {
    if (file.path.starts_with("tests/")) continue;
    auto& arrows = graph[unit_of(file.path)];
    for (const auto& include : file.includes) arrows.insert(unit_of(include));
    arrows.erase(unit_of(file.path));
  }
  return graph;
}

Graph folder_graph(const Graph& units) {
  Graph graph;
  for (const auto& [unit, arrows] : units) {
    auto& from = graph[folder_of(unit)];
    for (const auto& to : arrows)
      if (folder_of(to) != folder_of(unit)) from.insert(folder_of(to));
  }
  return graph;
}

namespace {

std::set<std::string> reached_from(const Graph& graph, const std::string& start) {
  std::set<std::string> seen;
  std::vector<std::string> open = {start};
  while (!open.empty()) {
    const auto node = open.back();
    open.pop_back();
    const auto arrows = graph.find(node);
    if (arrows == graph.end()) continue;
    for (const auto& to : arrows->second)
      if (seen.insert(to).second) open.push_back(to);
  }
  return seen;
}

}  // namespace

std::vector<std::vector<std::string>> circles(const Graph& graph) {
  std::map<std::string, std::set<std::string>> reach;
  for (const auto& [node, arrows] : graph) reach[node] = reached_from(graph, node);
  std::vector<std::vector<std::string>> found;
  std::set<std::string> placed;
  for (const auto& [node, reached] : reach) {
    if (!reached.contains(node) || placed.contains(node)) continue;
    std::vector<std::string> circle;
    for (const auto& other : reached) {
      const auto back = reach.find(other);
      if (back != reach.end() && back->second.contains(node)) circle.push_back(other);
    }
    placed.insert(circle.begin(), circle.end());
    found.push_back(circle);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return found;
}

}  // namespace muster::architecture
