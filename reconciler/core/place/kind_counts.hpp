#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace muster {

/// A kind and how many agents of it.
using KindCount = std::pair<int, int>;

/// How many agents of which kinds a machine has. Most machines have few kinds: those need no memory of their
/// own, which is what makes large placements fast.
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
  std::size_t used_ = 0;  ///< Of `few_`.
  std::vector<KindCount> many_;
};

}  // namespace muster
