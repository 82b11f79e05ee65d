#include "reconciler/core/simulate/backtest/simulated_fleet.hpp"

#include <algorithm>
#include <cmath>

#include "reconciler/core/forecast/headroom/machine_list.hpp"

namespace muster::backtest {
namespace {

constexpr int kResizePrepareTicks = 30 / kTickSeconds;
constexpr int kResizeTicks = 90 / kTickSeconds;
constexpr int kShortLifeTicks = 900 / kTickSeconds;

SimulatedSize size(const char* name, int vcpus, int gigabytes, int dollars) {
  return {name, std::min(static_cast<double>(vcpus), (gigabytes - 0.25) / 1.75),
          static_cast<double>(dollars) / (672 * 3600) * kTickSeconds};
}

}  // namespace

const std::array<SimulatedSize, kSizes>& simulated_ladder() {
  static const std::array<SimulatedSize, kSizes> ladder = {
      size("s-1vcpu-1gb", 1, 1, 6),  size("s-1vcpu-2gb", 1, 2, 12), size("s-2vcpu-2gb", 2, 2, 18),
      size("s-2vcpu-4gb", 2, 4, 24), size("s-4vcpu-8gb", 4, 8, 48), size("s-8vcpu-16gb", 8, 16, 96)};
  return ladder;
}

int size_of_unit(int vcpus) {
  return vcpus >= 8 ? 5 : vcpus >= 4 ? 4 : vcpus >= 2 ? 3 : 1;
}

double SimulatedFleet::total() const {
  double waiting = 0;
  for (const auto& server : servers_) {
    if (!server->ready) waiting += simulated_ladder()[static_cast<std::size_t>(server->size)].capacity;
  }
  return capacity_ + waiting;
}

void SimulatedFleet::settle(int tick) {
  now_ = tick;
  const auto found = due_.find(tick);
  if (found == due_.end()) return;
  const auto dues = std::move(found->second);
  due_.erase(found);
  for (const auto& due : dues) happen(due);
}

void SimulatedFleet::happen(const Due& due) {
  if (std::find(servers_.begin(), servers_.end(), due.server) == servers_.end()) return;
  auto& server = *due.server;
  const auto& ladder = simulated_ladder();
  const auto& now_size = ladder[static_cast<std::size_t>(server.size)];
  switch (due.event) {
    case Event::ready:
      server.ready = true;
      capacity_ += now_size.capacity;
      --pending_;
      return;
    case Event::goes_off:
      server.ready = false;
      capacity_ -= now_size.capacity;
      return;
    case Event::comes_back: {
      const auto& next = ladder[static_cast<std::size_t>(due.size)];
      server.paid_before += now_size.rate_per_tick * (now_ - server.born);
      server.born = now_;
      rate_ += next.rate_per_tick - now_size.rate_per_tick;
      server.size = due.size;
      server.ready = true;
      server.busy = false;
      capacity_ += next.capacity;
      return;
    }
  }
}

void SimulatedFleet::add_after(int size, int delay) {
  auto server = std::make_shared<Server>(
      Server{.size = size, .born = now_, .ready = false, .busy = false, .paid_before = 0});
  servers_.push_back(server);
  rate_ += simulated_ladder()[static_cast<std::size_t>(size)].rate_per_tick;
  if (delay > 0) ++tally_.adds;
  ++pending_;
  const Due due{Event::ready, std::move(server), size};
  if (delay > 0) {
    due_[now_ + delay].push_back(due);
  } else {
    happen(due);
  }
}

void SimulatedFleet::remove(const std::shared_ptr<Server>& server) {
  const auto found = std::find(servers_.begin(), servers_.end(), server);
  const auto leaving = std::move(*found);  // `server` may be the very pointer that the list loses.
  servers_.erase(found);
  const auto& kind = simulated_ladder()[static_cast<std::size_t>(leaving->size)];
  const int life = now_ - leaving->born;
  rate_ -= kind.rate_per_tick;
  ++tally_.removes;
  if (life < kShortLifeTicks) ++tally_.short_lived;
  minimum_charges_ += std::max(0.0, kMinimumCharge - leaving->paid_before - kind.rate_per_tick * life);
  if (leaving->ready) {
    capacity_ -= kind.capacity;
  } else if (!leaving->busy) {
    --pending_;
  }
}

void SimulatedFleet::resize(const std::shared_ptr<Server>& server, int size) {
  server->busy = true;
  ++tally_.resizes;
  due_[now_ + kResizePrepareTicks].push_back({Event::goes_off, server, size});
  due_[now_ + kResizeTicks].push_back({Event::comes_back, server, size});
}

void SimulatedFleet::go_to_count(int size, int wanted) {
  const int missing = wanted - static_cast<int>(servers_.size());
  for (int i = 0; i < missing; ++i) add(size);
  if (missing >= 0) return;
  auto order = servers_;
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a->ready != b->ready ? !a->ready : a->born < b->born;
  });
  order.resize(static_cast<std::size_t>(-missing));
  for (const auto& server : order) remove(server);
}

void SimulatedFleet::go_to_vcpus(double wanted) {
  const double gap = std::max(1.0, wanted) - total();
  if (gap <= -1) {
    give_back(-gap);
  } else {
    order(gap);
  }
}

void SimulatedFleet::order(double vcpus) {
  for (const int unit : forecast::sizes_for(vcpus)) add(size_of_unit(unit));
}

void SimulatedFleet::give_back_beyond(double kept) {
  if (capacity_ - kept >= 1) give_back(capacity_ - kept);
}

void SimulatedFleet::exchange_beyond(double kept) {
  if (pending_ > 0) return;
  order(forecast::to_exchange(machines_that_may_go(), capacity_ - kept, provisioning_));
}

/// Whether it serves and its minimum charge is used up.
bool SimulatedFleet::may_go(const Server& server) const {
  const auto& kind = simulated_ladder()[static_cast<std::size_t>(server.size)];
  return server.ready && kind.rate_per_tick * (now_ - server.born) >= kMinimumCharge;
}

std::vector<forecast::SpareMachine> SimulatedFleet::machines_that_may_go() const {
  std::vector<forecast::SpareMachine> machines;
  for (std::size_t i = 0; i < servers_.size(); ++i) {
    const auto& server = *servers_[i];
    if (!may_go(server)) continue;
    machines.push_back({simulated_ladder()[static_cast<std::size_t>(server.size)].capacity, server.born, i});
  }
  return machines;
}

void SimulatedFleet::give_back(double spare) {
  const auto servers = servers_;
  for (const auto& machine : forecast::leaving(machines_that_may_go(), spare)) remove(servers[machine.place]);
}

}  // namespace muster::backtest
