#pragma once

#include "reconciler/core/reconcile/round.hpp"
#include "tests/support/builders.hpp"

namespace muster::test {

/// A round of a leader that saw the scene and proposed what follows from it; one second long, all steps well.
Round a_round(const Scene& scene, std::int64_t number = 1);

/// An apply of the round's plan in which every change ended with that outcome, begun and ended around `now`.
EndedApply an_ended_apply(const Round& round, const Outcome& outcome, Instant now);

/// Two machines that report everything, at ease.
Scene at_ease(double cpu = 40);

}  // namespace muster::test
