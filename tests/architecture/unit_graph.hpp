#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/architecture/source_tree.hpp"

namespace muster::architecture {

/// Arrows from a node to each node that it includes.
using Graph = std::map<std::string, std::set<std::string>>;

/// A header and its source: the path without its extension.
std::string unit_of(const std::string& path);

/// The units of reconciler/ and providers/ with their includes.
Graph unit_graph(const std::vector<SourceFile>& files);

/// The same arrows between the folders of the units.
Graph folder_graph(const Graph& units);

/// Every group of two nodes and more that can all reach each other, sorted, the largest group first.
std::vector<std::vector<std::string>> circles(const Graph& graph);

}  // namespace muster::architecture
