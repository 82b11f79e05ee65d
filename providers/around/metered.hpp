#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "reconciler/ports/call_listener.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// Totals of the calls of one kind.
struct CallMeter {
  std::int64_t calls = 0;
  std::int64_t failures = 0;
  Duration total{0};    ///< From start to answer, over all calls.
  Duration longest{0};  ///< The longest call.

  friend bool operator==(const CallMeter&, const CallMeter&) = default;
};

/// A provider that counts and times its calls: "observe", "prices" and the kinds of calls ("create_machine").
/// The listener is called at the end of each call.
class MeteredProvider final : public Provider {
 public:
  /// `left` returns the number of requests that the cloud still accepts; both functions may be empty.
  MeteredProvider(std::unique_ptr<Provider> inside, Clock& clock, CallListener listener = {},
                  std::function<std::optional<int>()> left = {})
      : inside_(std::move(inside)), clock_(&clock), listener_(std::move(listener)), left_(std::move(left)) {}

  const Capabilities& capabilities() const override { return inside_->capabilities(); }
  Result<ActualState> observe(const Fleet& fleet, Instant now) override;
  std::vector<Result<Reply>> look(const std::vector<Operation>& looks) override;
  Result<PriceList> prices() override;
  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

  const std::map<std::string, CallMeter>& meters() const { return meters_; }

 private:
  struct Running {
    std::string kind;
    Instant since;
  };
  void note(const std::string& kind, Instant since, const std::optional<ErrorKind>& failed);

  std::unique_ptr<Provider> inside_;
  Clock* clock_;
  CallListener listener_;
  std::function<std::optional<int>()> left_;
  std::map<Ticket, Running> running_;
  std::map<std::string, CallMeter> meters_;
};

}  // namespace muster
