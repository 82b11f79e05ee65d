#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace muster {

/// A kind and its number of agents.
using KindCount = std::pair<int, int>;

/// The number of agents of each kind on a machine. Most machines have few kinds: their counts need no
/// allocation, which makes large placements fast.
class KindCounts {
 public:
  /// In no particular order; none with zero agents.
  std::span<const KindCount> entries() const {
    return many_.empty() ? std::span(few_).first(used_) : std::span(many_);
  }
  int of(int kind) const;
  void add(int kind, int count);
  void remove(int kind, int count);

 private:
  std::span<KindCount> changing() { return many_.empty() ? std::span(few_).first(used_) : std::span(many_); }

  std::array<KindCount, 4> few_{};
  std::size_t used_ = 0;  ///< Used entries of `few_`.
  std::vector<KindCount> many_;
};

}  // namespace muster
