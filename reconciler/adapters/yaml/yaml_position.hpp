#pragma once

#include <string_view>

#include "reconciler/adapters/yaml/yaml_document.hpp"

namespace muster {

/// Returns the position of the value of a path such as "spec.pools[0].sizes[2]", or of the longest part of
/// the path that exists; 0:0 if no part exists.
SourceMark place_of_path(const YamlFile& file, std::string_view path);

}  // namespace muster
