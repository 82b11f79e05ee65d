#include <catch2/catch.hpp>
#include <deque>

#include "providers/around/metered.hpp"
#include "providers/around/paced.hpp"
#include "providers/around/read_only.hpp"
#include "providers/around/with_agents.hpp"
#include "reconciler/ports/steady_time.hpp"
#include "tests/support/fake_clock.hpp"

namespace muster {
namespace {

using testing::FakeClock;

/// Answers every call at the next wait, and tells a budget what it sends, as a provider does.
class EchoProvider final : public Provider {
 public:
  explicit EchoProvider(FakeClock& clock, RateBudget* budget = nullptr) : clock_(&clock), budget_(budget) {}

  const Capabilities& capabilities() const override { return capabilities_; }
  Result<ActualState> observe(const Fleet&, Instant now) override {
    clock_->advance(2s);
    ActualState state;
    state.seen_at = now;
    return state;
  }
  Result<PriceList> prices() override { return Error{ErrorKind::io, "no network"}; }
  std::vector<Result<Reply>> look(const std::vector<Operation>& looks) override {
    clock_->advance(looks_take);
    return {looks.size(), reply};
  }
  void start(Ticket ticket, const Operation&) override {
    started.push_back(ticket);
    if (budget_) budget_->sent(steady_now(*clock_));
    under_way_.push_back(ticket);
  }
  std::vector<Completion> wait(Duration at_most) override {
    ++waits;
    std::vector<Completion> all;
    if (silent) {
      clock_->advance(at_most);
      return all;
    }
    for (; !under_way_.empty(); under_way_.pop_front()) {
      if (budget_) budget_->answered({}, steady_now(*clock_));
      all.push_back({under_way_.front(), reply});
    }
    clock_->advance(100ms);
    return all;
  }

  std::vector<Ticket> started;
  int waits = 0;
  bool silent = false;
  Duration looks_take{0};
  Result<Reply> reply = Reply(Accepted{});

 private:
  FakeClock* clock_;
  RateBudget* budget_;
  Capabilities capabilities_;
  std::deque<Ticket> under_way_;
};

/// Answers every call at the next wait with so many agents.
class EchoAgents final : public AgentRuntime {
 public:
  explicit EchoAgents(FakeClock& clock) : clock_(&clock) {}

  void start(Ticket ticket, const Operation&) override { under_way_.push_back(ticket); }
  std::vector<Completion> wait(Duration at_most) override {
    clock_->advance(at_most);
    std::vector<Completion> all;
    for (; !silent && !under_way_.empty(); under_way_.pop_front())
      all.push_back({under_way_.front(), Reply(AgentsOn{3, true})});
    return all;
  }
  bool silent = false;

 private:
  FakeClock* clock_;
  std::deque<Ticket> under_way_;
};

const Operation kLook = call::GetMachine{MachineId("1")};
const Operation kTouch = call::PowerOff{MachineId("1")};

}  // namespace

TEST_CASE("a paced provider holds back what its cloud would refuse, in order") {
  FakeClock clock;
  RateBudget budget(3, 60s);
  auto inside = std::make_unique<EchoProvider>(clock, &budget);
  auto& echo = *inside;
  PacedProvider paced(std::move(inside), budget, clock);
  for (Ticket ticket = 1; ticket <= 7; ++ticket) paced.start(ticket, kTouch);
  CHECK(echo.started.empty());

  CHECK(paced.wait(1s).size() == 3);
  CHECK(echo.started == std::vector<Ticket>{1, 2, 3});
  // The next are 60 s after the first: a shorter wait ends empty-handed, and on time.
  const auto before = clock.now();
  CHECK(paced.wait(10s).empty());
  CHECK(clock.now() == before + 10s);
  CHECK(echo.started.size() == 3);

  CHECK(paced.wait(5min).size() == 3);
  CHECK(echo.started == std::vector<Ticket>{1, 2, 3, 4, 5, 6});
  CHECK(paced.wait(5min).size() == 1);
  CHECK(paced.wait(5min).empty());
  // Three rounds of asking, not thousands.
  CHECK(echo.waits <= 6);
}

TEST_CASE("a paced provider stays away as long as the cloud wants") {
  FakeClock clock;
  RateBudget budget(100, 60s);
  PacedProvider paced(std::make_unique<EchoProvider>(clock, &budget), budget, clock);
  budget.sent(steady_now(clock));
  budget.answered({std::nullopt, std::nullopt, 42s}, steady_now(clock));
  const auto before = clock.now();
  paced.start(1, kTouch);
  CHECK(paced.wait(41s).empty());
  CHECK(paced.wait(5min).size() == 1);
  CHECK(clock.now() >= before + 42s);
  CHECK(clock.now() < before + 43s);
}

TEST_CASE("who sets the wall clock neither holds calls up nor lets more of them go") {
  for (const Duration by : {Duration(-1h), Duration(1h)}) {
    FakeClock clock;
    RateBudget budget(3, 60s);
    auto inside = std::make_unique<EchoProvider>(clock, &budget);
    auto& echo = *inside;
    PacedProvider paced(std::move(inside), budget, clock);
    for (Ticket ticket = 1; ticket <= 6; ++ticket) paced.start(ticket, kTouch);
    CHECK(paced.wait(1s).size() == 3);
    clock.set_wall(clock.now() + by);
    const auto before = clock.uptime();
    CHECK(paced.wait(5s).empty());
    CHECK(echo.started.size() == 3);
    CHECK(paced.wait(5min).size() == 3);
    CHECK(clock.uptime() - before >= 55s);
    CHECK(clock.uptime() - before <= 61s);
  }
}

TEST_CASE("a paced provider waits no longer than it is told for a cloud that is silent") {
  FakeClock clock;
  RateBudget budget(1, 60s);
  auto inside = std::make_unique<EchoProvider>(clock, &budget);
  inside->silent = true;
  PacedProvider paced(std::move(inside), budget, clock);
  paced.start(1, kTouch);
  paced.start(2, kTouch);
  const auto before = clock.now();
  CHECK(paced.wait(30s).empty());
  CHECK(clock.now() == before + 30s);
  CHECK(paced.wait(0s).empty());
}

TEST_CASE("a read-only provider looks and does not touch") {
  FakeClock clock;
  auto inside = std::make_unique<EchoProvider>(clock);
  auto& echo = *inside;
  ReadOnlyProvider read_only(std::move(inside));
  read_only.start(1, kLook);
  read_only.start(2, kTouch);
  read_only.start(3, call::DestroyMachine{MachineId("1")});
  std::map<Ticket, bool> ok;
  for (const auto& completion : read_only.wait(1s)) {
    ok[completion.ticket] = completion.reply.ok();
    if (!completion.reply.ok()) CHECK(completion.reply.error().kind == ErrorKind::denied);
  }
  CHECK(ok == std::map<Ticket, bool>{{1, true}, {2, false}, {3, false}});
  CHECK(echo.started == std::vector<Ticket>{1});
  CHECK(read_only.wait(1s).empty());
  CHECK(read_only.observe(Fleet{}, Instant(1h)).ok());
}

TEST_CASE("a metered provider counts and times by kind") {
  FakeClock clock;
  auto inside = std::make_unique<EchoProvider>(clock);
  auto& echo = *inside;
  std::vector<HeardCall> heard;
  int left = 5000;
  MeteredProvider metered(
      std::move(inside), clock, [&](const HeardCall& call) { heard.push_back(call); },
      [&]() -> std::optional<int> { return --left; });
  metered.start(1, kLook);
  metered.start(2, kTouch);
  clock.advance(400ms);
  CHECK(metered.wait(1s).size() == 2);
  echo.reply = Error{ErrorKind::conflict, "busy"};
  metered.start(3, kTouch);
  CHECK(metered.wait(1s).size() == 1);
  CHECK(metered.observe(Fleet{}, Instant()).ok());
  CHECK_FALSE(metered.prices().ok());

  CHECK(metered.meters() == std::map<std::string, CallMeter>{
                                {"look_at_machine", {1, 0, 500ms, 500ms}},
                                {"power_off", {2, 1, 600ms, 500ms}},
                                {"observe", {1, 0, 2s, 2s}},
                                {"prices", {1, 1, 0ms, 0ms}},
                            });
  REQUIRE(heard.size() == 5);
  CHECK(heard[2].kind == "power_off");
  CHECK(heard[2].failed == ErrorKind::conflict);
  CHECK(heard[3].kind == "observe");
  CHECK(heard[3].failed == std::nullopt);
  CHECK(heard[3].took == 2s);
  CHECK(heard[3].left == 4996);
}

TEST_CASE("looks by id are timed by the clock that nobody sets, like every other call") {
  FakeClock clock;
  auto inside = std::make_unique<EchoProvider>(clock);
  auto& echo = *inside;
  echo.looks_take = 300ms;
  std::vector<HeardCall> heard;
  MeteredProvider metered(std::move(inside), clock, [&](const HeardCall& call) { heard.push_back(call); });
  CHECK(metered.look({kLook}).size() == 1);
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].kind == "look_at_machine");
  CHECK(heard[0].took == 300ms);
}

TEST_CASE("calls about agents go to their runtime, all others to the cloud") {
  FakeClock clock;
  auto inside = std::make_unique<EchoProvider>(clock);
  auto runtime = std::make_unique<EchoAgents>(clock);
  auto& echo = *inside;
  auto& agents = *runtime;
  ProviderWithAgents both(std::move(inside), std::move(runtime), clock);
  CHECK(both.capabilities().moves_agents);
  CHECK_FALSE(echo.capabilities().moves_agents);

  for (const Operation& about :
       {Operation(call::DrainMachine{MachineId("1")}), Operation(call::UndrainMachine{MachineId("1")}),
        Operation(call::GetAgents{MachineId("1")})}) {
    both.start(7, about);
    const auto answers = both.wait(1s);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].ticket == 7);
    CHECK(std::get<AgentsOn>(*answers[0].reply).running == 3);
  }
  CHECK(echo.started.empty());
  both.start(8, kTouch);
  CHECK(both.wait(1s).size() == 1);
  CHECK(echo.started == std::vector<Ticket>{8});

  SECTION("side by side: whichever answers is heard, and time is kept") {
    agents.silent = true;
    both.start(9, call::GetAgents{MachineId("1")});
    both.start(10, kLook);
    const auto first = both.wait(1s);
    REQUIRE(first.size() == 1);
    CHECK(first[0].ticket == 10);
    const auto before = clock.now();
    both.start(11, kLook);
    echo.silent = true;
    CHECK(both.wait(1s).empty());
    CHECK(clock.now() - before >= 1s);
    CHECK(clock.now() - before < 1100ms);
  }
  CHECK(both.wait(0ms).empty());
}

}  // namespace muster
