#pragma once

#include <cstddef>

namespace muster {

/// Size limits of a YAML file.
struct YamlLimits {
  std::size_t bytes = 1u << 20;
  int depth = 64;                             ///< Number of nested levels.
  std::size_t nodes = 100'000;                ///< Counted after aliases are copied.
  std::size_t text_after_aliases = 4u << 20;  ///< Bytes of text that aliases may add.
};

}  // namespace muster
