#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>

#include "reconciler/core/base/result.hpp"
#include "reconciler/engine/apply/apply_options.hpp"
#include "reconciler/engine/apply/change_run.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// Makes the due calls of the runs of one apply: the longest due first, and at most as many at once as the
/// options permit.
class CallMaker {
 public:
  using Runs = std::map<ChangeId, ChangeRun>;
  /// Writes a call with an effect to the journal before it is made. Returns the error if it must not be made.
  using RecordIntent = std::function<std::optional<Error>(const ChangeRun& run, const NextCall& call)>;

  /// Both outlive it.
  CallMaker(const ApplyOptions& options, Provider& provider)
      : options_(options), provider_(provider), next_ticket_(options.first_ticket) {}

  /// Makes the due calls. Returns whether it made any, or was refused one.
  bool make_calls(Runs& runs, Instant now, const RecordIntent& record_intent);
  /// Records the end of a call. Returns its change; nullopt if it is none of these calls.
  std::optional<ChangeId> ended(Ticket ticket);
  /// Drops the calls in flight: their answers are ignored.
  void forget_all();
  /// Reports that the wall clock was set by this much.
  void clock_set(Duration by) { next_looks_ += by; }

  bool in_flight() const { return !tickets_.empty(); }
  /// Time of the next call; in the far future if it only waits for answers.
  Instant next_due(const Runs& runs) const;

 private:
  struct Asked {
    ChangeId change;
    bool effect = false;
  };

  bool make_effects(Runs& runs, Instant now, const RecordIntent& record_intent);
  bool make_looks(Runs& runs, Instant now, const RecordIntent& record_intent);
  void make_call(ChangeRun& run, Instant now, const RecordIntent& record_intent);

  const ApplyOptions& options_;
  Provider& provider_;
  std::map<Ticket, Asked> tickets_;  ///< Calls in flight.
  std::size_t effects_in_flight_ = 0;
  std::size_t looks_in_flight_ = 0;
  bool effects_wait_ = false;  ///< More calls are due than may be in flight.
  Instant next_looks_{};       ///< Earliest time of the next round of polls.
  Ticket next_ticket_;
};

}  // namespace muster
