#pragma once

namespace muster {

/// Whether a part is enough to represent the whole: at least 60% of it.
template <class Number>
constexpr bool has_quorum(Number part, Number whole) {
  return part * 5 >= whole * 3;
}

}  // namespace muster
