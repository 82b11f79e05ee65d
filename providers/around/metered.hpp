#pragma once

#include <map>
#include <memory>
#include <string>

#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// What calls of one kind came to.
struct CallMeter {
  std::int64_t calls = 0;
  std::int64_t failures = 0;
  Duration total{0};    ///< From start to answer, over all.
  Duration longest{0};  ///< Of one.

  friend bool operator==(const CallMeter&, const CallMeter&) = default;
};

/// A provider that counts and times what is asked of it: "observe", "prices" and the kinds of calls
/// ("create_machine").
class MeteredProvider final : public Provider {
 public:
  MeteredProvider(std::unique_ptr<Provider> inside, Clock& clock)
      : inside_(std::move(inside)), clock_(&clock) {}

  const Capabilities& capabilities() const override { return inside_->capabilities(); }
  Result<ActualState> observe(const Fleet& fleet, Instant now) override;
  Result<PriceList> prices() override;
  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

  const std::map<std::string, CallMeter>& meters() const { return meters_; }

 private:
  struct Running {
    std::string kind;
    Instant since;
  };
  void note(const std::string& kind, Instant since, bool ok);

  std::unique_ptr<Provider> inside_;
  Clock* clock_;
  std::map<Ticket, Running> running_;
  std::map<std::string, CallMeter> meters_;
};

}  // namespace muster
