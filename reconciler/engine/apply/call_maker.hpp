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

/// Makes the calls that the runs of one apply are due to make: the longest due first, and at most so many at
/// once as the options allow.
class CallMaker {
 public:
  using Runs = std::map<ChangeId, ChangeRun>;
  /// Puts a call with an effect on record before it is made. Returns the error when it may not be made.
  using Announce = std::function<std::optional<Error>(const ChangeRun& run, const NextCall& call)>;

  /// Both outlive it.
  CallMaker(const ApplyOptions& options, Provider& provider)
      : options_(options), provider_(provider), next_ticket_(options.first_ticket) {}

  /// Makes the calls that are due. Returns whether it made any, or was refused one.
  bool make_calls(Runs& runs, Instant now, const Announce& announce);
  /// Takes note that a call ended. Returns whose it was; nullopt when it is none of these calls.
  std::optional<ChangeId> ended(Ticket ticket);
  /// Forgets the calls under way: their answers are of no interest any more.
  void forget_all();
  /// The wall clock was set by so much.
  void clock_set(Duration by) { next_looks_ += by; }

  bool in_flight() const { return !tickets_.empty(); }
  /// When the next call may be made; far away when only answers are waited for.
  Instant next_due(const Runs& runs) const;

 private:
  struct Asked {
    ChangeId change;
    bool effect = false;
  };

  bool make_effects(Runs& runs, Instant now, const Announce& announce);
  bool make_looks(Runs& runs, Instant now, const Announce& announce);
  void make_call(ChangeRun& run, Instant now, const Announce& announce);

  const ApplyOptions& options_;
  Provider& provider_;
  std::map<Ticket, Asked> tickets_;  ///< Calls under way.
  std::size_t effects_in_flight_ = 0;
  std::size_t looks_in_flight_ = 0;
  bool effects_wait_ = false;  ///< More are due than may be under way.
  Instant next_looks_{};       ///< The next round of looks is not before.
  Ticket next_ticket_;
};

}  // namespace muster
