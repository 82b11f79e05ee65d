#include "reconciler/core/base/gib.hpp"

namespace muster {

std::string format_gib(int gib) {
  return std::to_string(gib) + " GiB";
}

}  // namespace muster
