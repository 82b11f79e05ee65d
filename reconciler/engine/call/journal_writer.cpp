#include "reconciler/engine/call/journal_writer.hpp"

#include <algorithm>

namespace muster {

std::optional<Error> JournalWriter::write(const JournalBody& body, Instant now) {
  if (!broken_) broken_ = try_write(body, now);
  if (!broken_) return std::nullopt;
  return broken_->during("writing the journal");
}

std::optional<Error> JournalWriter::try_write(const JournalBody& body, Instant now) {
  if (next_ == 0) {
    const auto next = store_.next_sequence();
    if (!next) return next.error();
    next_ = *next;
  }
  // Other writers may win the race for a number repeatedly, but not forever.
  constexpr int kRaces = 16;
  for (int race = 0; race < kRaces; ++race) {
    const auto written = store_.append(now, fleet_, body, next_, lease_);
    if (written) {
      next_ = *written + 1;
      return std::nullopt;
    }
    if (written.error().kind == ErrorKind::fenced)
      return Error{ErrorKind::fenced, "another muster has taken over the fleet " + fleet_.value};
    if (written.error().kind != ErrorKind::conflict) return written.error();
    // With a lease the store itself rejects a rival; other entries of the fleet are permitted.
    if (lease_ == kNoLease) {
      const auto rival = overtaken(next_);
      if (!rival) return rival.error();
      if (*rival) return Error{ErrorKind::conflict, "another muster changes the fleet " + fleet_.value};
    }
    const auto next = store_.next_sequence();
    if (!next) return next.error();
    next_ = *next;
  }
  return Error{ErrorKind::conflict, "other writers keep the journal busy"};
}

Result<bool> JournalWriter::overtaken(std::int64_t from) {
  constexpr int kMany = 1000;
  const auto entries = store_.entries_since(from, kMany);
  if (!entries) return entries.error();
  return std::any_of(entries->begin(), entries->end(),
                     [&](const JournalEntry& entry) { return entry.fleet == fleet_; });
}

}  // namespace muster
