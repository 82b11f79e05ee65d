#pragma once

namespace muster {

/// Makes one visitor from a lambda for each alternative of a variant.
template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace muster
