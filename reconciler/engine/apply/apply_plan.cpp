#include "reconciler/engine/apply/apply_plan.hpp"

#include <algorithm>

#include "reconciler/engine/apply/applier.hpp"
#include "reconciler/engine/lease/wall_watch.hpp"

namespace muster {

ApplyReport apply_plan(const ApplyContext& context, Clock& clock) {
  // Often enough that an interruption seems immediate to a person.
  constexpr Duration kLookUp = std::chrono::milliseconds(200);
  Applier applier(context, clock.now());
  WallWatch wall;
  const auto heeded = [&] {
    if (const auto by = wall.moved(clock); by != Duration{0}) applier.clock_set(by);
    return clock.now();
  };
  applier.step(heeded());
  while (!applier.finished()) {
    const auto now = heeded();
    const auto until = std::clamp(applier.next_due(), now, now + kLookUp);
    if (applier.calls_in_flight()) {
      for (const auto& completion : context.provider.wait(until - now)) applier.answer(completion, heeded());
    } else {
      clock.wait_until(until);
    }
    applier.step(heeded());
  }
  return applier.close(clock.now());
}

}  // namespace muster
