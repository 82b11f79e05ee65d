#pragma once

#include <string_view>

#include "reconciler/adapters/yaml/yaml_document.hpp"

namespace muster {

/// Where the value stands that a path such as "spec.pools[0].sizes[2]" names, or as much of the path as is
/// there; 0:0 when nothing is.
SourceMark place_of_path(const YamlFile& file, std::string_view path);

}  // namespace muster
