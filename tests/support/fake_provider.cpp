#include "tests/support/fake_provider.hpp"

#include <algorithm>

namespace muster::testing {

Instant FakeProvider::own_time(Instant wall) const {
  return wall - (clock_.now().time_since_epoch() - clock_.uptime() - offset_);
}

Result<ActualState> FakeProvider::observe(const Fleet& fleet, Instant now) {
  return cloud.observe(fleet.name, own_time(now));
}

std::vector<Result<Reply>> FakeProvider::look(const std::vector<Operation>& looks) {
  std::vector<Result<Reply>> replies;
  for (const auto& operation : looks) {
    calls_.push_back({clock_.now(), operation});
    replies.push_back(execute_plan(operation));
  }
  return replies;
}

void FakeProvider::fail_next(const std::string& kind, const Fault& fault, int times) {
  for (int i = 0; i < times; ++i) faults_[kind].push_back(fault);
}

Result<Reply> FakeProvider::execute_plan(const Operation& operation) {
  auto& queued = faults_[kind_of(operation)];
  if (queued.empty()) return cloud.perform(operation, own_time(clock_.now()));
  const auto fault = queued.front();
  queued.pop_front();
  const Error lost{ErrorKind::unknown_outcome, "the connection was lost"};
  switch (fault.kind) {
    case Fault::Kind::refuse:
      return fault.error;
    case Fault::Kind::lose_the_call:
      return lost;
    case Fault::Kind::lose_the_answer:
      if (auto reply = cloud.perform(operation, own_time(clock_.now())); !reply) return reply.error();
      return lost;
  }
  return lost;
}

void FakeProvider::start(Ticket ticket, const Operation& operation) {
  if (before_call) before_call(operation);
  calls_.push_back({clock_.now(), operation});
  pending_.push_back(
      {own_time(clock_.now()) + latency, {ticket, execute_plan(operation)}, !is_look(operation)});
  if (after_call) after_call(operation);
  const auto effects =
      std::count_if(pending_.begin(), pending_.end(), [](const Pending& p) { return p.effect; });
  most_effects_at_once_ = std::max(most_effects_at_once_, static_cast<int>(effects));
}

std::vector<Completion> FakeProvider::wait(Duration at_most) {
  if (pending_.empty()) return {};
  const auto earliest =
      std::min_element(pending_.begin(), pending_.end(), [](const Pending& a, const Pending& b) {
        return a.ready < b.ready;
      })->ready;
  clock_.wait_until(clock_.now() + std::min(earliest - own_time(clock_.now()), at_most));
  std::vector<Completion> answered;
  for (auto next = pending_.begin(); next != pending_.end();) {
    if (next->ready > own_time(clock_.now())) {
      ++next;
      continue;
    }
    answered.push_back(next->completion);
    next = pending_.erase(next);
  }
  return answered;
}

std::vector<std::string> FakeProvider::effects() const {
  std::vector<std::string> kinds;
  for (const auto& call : calls_) {
    if (!is_look(call.operation)) kinds.emplace_back(kind_of(call.operation));
  }
  return kinds;
}

int FakeProvider::count(const std::string& kind) const {
  return static_cast<int>(std::count_if(calls_.begin(), calls_.end(),
                                        [&](const Call& call) { return kind == kind_of(call.operation); }));
}

}  // namespace muster::testing
