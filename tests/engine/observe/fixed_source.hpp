#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/ports/reading_source.hpp"
#include "tests/support/slots.hpp"

namespace muster::testing {

/// A source that always tells the same, and keeps for how long it was asked.
class FixedSource final : public ReadingSource {
 public:
  FixedSource(std::string name, Result<std::vector<Reading>> readings, std::vector<std::string> trouble = {})
      : name_(std::move(name)), readings_(std::move(readings)), trouble_(std::move(trouble)) {}
  std::string name() const override { return name_; }
  Result<std::vector<Reading>> readings(const Fleet&, const ActualState&, Instant since,
                                        Instant now) override {
    asked_since = since;
    asked_now = now;
    return readings_;
  }
  std::vector<std::string> trouble() const override { return trouble_; }

  Instant asked_since, asked_now;

 private:
  std::string name_;
  Result<std::vector<Reading>> readings_;
  std::vector<std::string> trouble_;
};

/// A worker's cpu at that time.
inline Reading cpu(int machine, Instant at, int percent, Quality quality = Quality::ok) {
  return {at, test::worker(machine), Metric::cpu, Measure::whole(percent), quality};
}

}  // namespace muster::testing
