#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace muster {

/// Requests of agents or capacity of machines: thousandths of a vCPU, and memory in MiB.
struct Resources {
  std::int64_t cpu_milli = 0;
  std::int64_t memory_mib = 0;

  bool fits_in(const Resources& room) const {
    return cpu_milli <= room.cpu_milli && memory_mib <= room.memory_mib;
  }
  friend Resources operator+(Resources a, Resources b) {
    return {a.cpu_milli + b.cpu_milli, a.memory_mib + b.memory_mib};
  }
  friend Resources operator-(Resources a, Resources b) {
    return {a.cpu_milli - b.cpu_milli, a.memory_mib - b.memory_mib};
  }
  /// The resources of a number of agents.
  friend Resources operator*(Resources a, std::int64_t n) { return {a.cpu_milli * n, a.memory_mib * n}; }
  Resources& operator+=(Resources other) { return *this = *this + other; }
  Resources& operator-=(Resources other) { return *this = *this - other; }
  /// The larger of each.
  friend Resources most_of(Resources a, Resources b) {
    return {std::max(a.cpu_milli, b.cpu_milli), std::max(a.memory_mib, b.memory_mib)};
  }
  /// The smaller of each.
  friend Resources least_of(Resources a, Resources b) {
    return {std::min(a.cpu_milli, b.cpu_milli), std::min(a.memory_mib, b.memory_mib)};
  }
  friend auto operator<=>(const Resources&, const Resources&) = default;
};

}  // namespace muster
