#include "reconciler/engine/verify_journal.hpp"

#include <fmt/format.h>

#include <limits>

namespace muster {

Result<JournalCheck> check_journal(Store& store, const std::string& noted_head) {
  constexpr int kAtOnce = 1000;
  const auto base = store.chain_base();
  if (!base) return base.error();
  ChainCheck chain(*base);
  bool led_through = noted_head.empty() || noted_head == base->hash;
  for (auto from = std::numeric_limits<std::int64_t>::min();;) {
    const auto rows = store.rows_since(from, kAtOnce);
    if (!rows) return rows.error();
    if (rows->empty()) break;
    for (const auto& row : *rows) {
      if (auto broken = chain.take(row)) return JournalCheck{chain.head(), std::move(broken)};
      led_through = led_through || row.hash == noted_head;
    }
    from = rows->back().sequence + 1;
  }
  JournalCheck check{chain.head(), std::nullopt};
  const auto next = chain.head().sequence + 1;
  const auto recorded = store.chain_head();
  if (!recorded) return recorded.error();
  if (recorded->sequence > chain.head().sequence) {
    check.broken = ChainBreak{
        next, fmt::format("it is missing: the journal once ended with entry {}", recorded->sequence)};
  } else if (!led_through) {
    check.broken = ChainBreak{next,
                              "the noted head is not in this journal. The journal was truncated or "
                              "rewritten"};
  }
  return check;
}

}  // namespace muster
