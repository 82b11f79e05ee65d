#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "reconciler/engine/observe/gather_readings.hpp"
#include "tests/contracts/telling.hpp"
#include "tests/support/fake_clock.hpp"

namespace muster::test {

/// One kind of source, from the text that it gets to its readings.
class ToldReadings {
 public:
  virtual ~ToldReadings() = default;

  virtual const char* name() const = 0;
  /// How a fleet declares it.
  virtual ReadingsRule rule() const = 0;
  /// The metrics that it reports, how often, and of how many machines.
  virtual Telling frame() const = 0;
  /// Looks at the source until noon while it is told that, and returns the last look.
  virtual GatheredReadings hear(const Telling& telling, const World& world) const = 0;
};

std::unique_ptr<ToldReadings> told_by_prometheus();
std::unique_ptr<ToldReadings> told_by_csv_file();
std::unique_ptr<ToldReadings> told_by_ndjson_file();
std::unique_ptr<ToldReadings> told_by_pushes();
std::unique_ptr<ToldReadings> told_by_node_exporter();
std::unique_ptr<ToldReadings> told_by_muster_node_pages();
std::unique_ptr<ToldReadings> told_by_droplets();
std::unique_ptr<ToldReadings> told_by_host();

/// One line of NDJSON, as a recorded file and a push hold it.
std::string told_line(int machine, Metric metric, Instant stamp, const std::string& value);

/// A source is looked at from so long before noon on.
inline constexpr Duration kLookedAtFor = 40min;

/// Looks at a source every so often until noon, with `before_look` called first; returns the last look.
GatheredReadings heard_at_noon(ReadingSource& source, testing::FakeClock& clock, const World& world,
                               Duration every, const std::function<void(Instant)>& before_look = {});

}  // namespace muster::test
