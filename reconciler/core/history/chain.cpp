#include "reconciler/core/history/chain.hpp"

#include <fmt/format.h>

#include "reconciler/core/base/digest.hpp"

namespace muster {

std::string chain_hash(const std::string& before, const JournalRow& row) {
  return Digester()
      .add(before)
      .add(row.sequence)
      .add(static_cast<std::int64_t>(row.at.time_since_epoch().count()))
      .add(row.fleet.value)
      .add(row.kind)
      .add(row.body)
      .finish()
      .text;
}

std::optional<ChainBreak> ChainCheck::take(const JournalRow& row) {
  if (broken_) return broken_;
  const auto expected = head_.sequence + 1;
  if (row.sequence > expected) {
    broken_ = ChainBreak{row.sequence, fmt::format("entry {} is missing before it", expected)};
  } else if (row.sequence < expected) {
    broken_ = ChainBreak{row.sequence, fmt::format("it is in the place of entry {}", expected)};
  } else if (row.hash != chain_hash(head_.hash, row)) {
    broken_ = ChainBreak{row.sequence, "it differs from the written entry: its hash does not match"};
  } else {
    head_ = {row.sequence, row.hash};
  }
  return broken_;
}

std::optional<ChainBreak> verify_chain(const std::vector<JournalRow>& rows,
                                       const std::optional<ChainHead>& expected) {
  ChainCheck check;
  for (const auto& row : rows) {
    if (auto broken = check.take(row)) return broken;
    if (expected && row.sequence == expected->sequence && row.hash != expected->hash)
      return ChainBreak{row.sequence, "it is not the entry of the noted hash: the history was rewritten"};
  }
  if (expected && check.head().sequence < expected->sequence) {
    return ChainBreak{check.head().sequence + 1,
                      fmt::format("the journal ends with entry {}, and once ended with {}",
                                  check.head().sequence, expected->sequence)};
  }
  return std::nullopt;
}

}  // namespace muster
