#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "reconciler/ports/provider.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_cloud.hpp"

namespace muster::testing {

/// What happens to a call instead of being carried out and answered.
struct Fault {
  enum class Kind {
    refuse,           ///< Not carried out; answered with `error`.
    lose_the_call,    ///< Not carried out; answered with unknown_outcome.
    lose_the_answer,  ///< Carried out; answered with unknown_outcome.
  };
  Kind kind = Kind::refuse;
  Error error{ErrorKind::unknown_outcome, "the connection was lost"};
};

/// A Provider over a FakeCloud: records every call, answers after a latency of the fake clock, and fails as
/// it was told to.
class FakeProvider : public Provider {
 public:
  explicit FakeProvider(FakeClock& clock)
      : clock_(clock), offset_(clock.now().time_since_epoch() - clock.uptime()) {}

  const Capabilities& capabilities() const override { return capabilities_; }
  Result<ActualState> observe(const Fleet& fleet, Instant now) override;
  std::vector<Result<Reply>> look(const std::vector<Operation>& looks) override;
  Result<PriceList> prices() override { return price_list; }
  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

  /// The next `times` calls of this kind ("create_machine") meet the fault; then those queued behind it.
  void fail_next(const std::string& kind, const Fault& fault, int times = 1);

  struct Call {
    Instant at;
    Operation operation;
  };
  const std::vector<Call>& calls() const { return calls_; }
  /// The kinds of the calls that had an effect in mind, in order; looks are left out.
  std::vector<std::string> effects() const;
  int count(const std::string& kind) const;
  int most_effects_at_once() const { return most_effects_at_once_; }

  FakeCloud cloud;
  PriceList price_list;
  Duration latency = std::chrono::milliseconds(50);
  Capabilities capabilities_;
  /// Asked before each call that is made; for tests of what must have happened by then.
  std::function<void(const Operation&)> before_call;
  /// The same, once the cloud has carried it out and before anybody hears of it.
  std::function<void(const Operation&)> after_call;

 private:
  struct Pending {
    Instant ready;
    Completion completion;
    bool effect = false;
  };
  Result<Reply> execute_plan(const Operation& operation);

  /// What the cloud's own clock says, which nobody here sets, when the wall clock says so.
  Instant own_time(Instant wall) const;

  FakeClock& clock_;
  Duration offset_;
  std::map<std::string, std::deque<Fault>> faults_;
  std::vector<Pending> pending_;
  std::vector<Call> calls_;
  int most_effects_at_once_ = 0;
};

}  // namespace muster::testing
