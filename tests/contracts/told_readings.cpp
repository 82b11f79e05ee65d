#include "tests/contracts/told_readings.hpp"

#include <fmt/format.h>

namespace muster::test {

std::string told_line(int machine, Metric metric, Instant stamp, const std::string& value) {
  return fmt::format(R"({{"at":"{}","subject":"worker/{}","metric":"{}","value":{}}})"
                     "\n",
                     format_instant(stamp), machine, to_string(metric), value);
}

GatheredReadings heard_at_noon(ReadingSource& source, testing::FakeClock& clock, const World& world,
                               Duration every, const std::function<void(Instant)>& before_look) {
  GatheredReadings heard;
  for (auto ago = kLookedAtFor; ago >= Duration(0); ago -= every) {
    const auto at = noon() - ago;
    clock.advance(at - clock.now());
    if (before_look) before_look(at);
    heard =
        gather_readings(world.fleet, world.actual, {&source}, {.since = at - 26h, .weighed = at, .wall = at});
  }
  return heard;
}

}  // namespace muster::test
