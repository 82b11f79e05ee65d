#include "tests/support/closed_loop.hpp"

#include <algorithm>
#include <cmath>

#include "reconciler/core/decide/learn.hpp"
#include "tests/support/random_scene.hpp"

namespace muster::test {
namespace {

constexpr Duration kRound = 30s;
constexpr Duration kOffForResize = 90s;
constexpr double kPi = 3.14159265358979323846;

}  // namespace

const std::vector<Wave>& waves_at_the_edge() {
  static const std::vector<Wave> waves = {
      {"a sine of an hour", [](double s) { return 6 + 3 * std::sin(2 * kPi * s / 3600); }},
      {"a sine of ten minutes", [](double s) { return 6 + 3 * std::sin(2 * kPi * s / 600); }},
      {"a square of half an hour", [](double s) { return std::fmod(s, 1800) < 900 ? 3.0 : 7.0; }},
      {"a square of a minute", [](double s) { return std::fmod(s, 60) < 30 ? 3.0 : 7.0; }},
      {"noise about the upper edge",
       [](double s) {
         Dice dice(static_cast<std::uint64_t>(s) + 1);
         return 6.4 * (0.9 + dice.between(0, 200) / 1000.0);
       }},
      {"noise about the lower edge",
       [](double s) {
         Dice dice(static_cast<std::uint64_t>(s) + 1);
         return 4.8 * (0.9 + dice.between(0, 200) / 1000.0);
       }},
  };
  return waves;
}

double ClosedLoop::serving() const {
  double vcpus = 0;
  for (const auto& [slot, machine] : scene_.world.actual.machines) {
    if (serves_from_.count(slot) == 0) vcpus += scene_.world.prices.find(machine.size)->vcpus;
  }
  return vcpus;
}

void ClosedLoop::finish_boots() {
  for (auto at = serves_from_.begin(); at != serves_from_.end();) {
    if (at->second > scene_.now) {
      ++at;
      continue;
    }
    auto& machine = scene_.world.actual.machines.at(at->first);
    machine.status = MachineStatus::running;
    at = serves_from_.erase(at);
  }
}

void ClosedLoop::measure(double demand) {
  const double busy = std::min(100.0, 100 * demand / std::max(serving(), 0.001));
  for (const auto& [slot, machine] : scene_.world.actual.machines) {
    if (serves_from_.count(slot) == 0) scene_.reading(to_string(slot), Metric::cpu, busy);
  }
}

void ClosedLoop::execute_plan(const Decision& decision) {
  const auto before = scene_.world.actual.machines;
  const auto known = scene_.world.recent.size();
  muster::test::execute_plan(scene_, decision);
  for (auto i = known; i < scene_.world.recent.size(); ++i) {
    auto& change = scene_.world.recent[i];
    if (!change.slot) continue;
    const auto machine = scene_.world.actual.machines.find(*change.slot);
    if (machine == scene_.world.actual.machines.end()) {
      serves_from_.erase(*change.slot);
      continue;
    }
    const bool is_new = before.count(*change.slot) == 0;
    if (!is_new && before.at(*change.slot).size == machine->second.size) continue;
    const auto done = scene_.now + (is_new ? boot_ : kOffForResize);
    serves_from_[*change.slot] = done;
    change.finished_at = done;
    if (is_new) machine->second.created_at = scene_.now;
    machine->second.status = is_new ? MachineStatus::starting : MachineStatus::running;
  }
}

void ClosedLoop::run(int rounds, const std::function<double(double)>& demand) {
  for (int i = 0; i < rounds; ++i, ++passed_) {
    finish_boots();
    const double wanted = demand(30.0 * passed_);
    measure(wanted);
    auto& world = scene_.world;
    if (uses_learned_state(world.policies))
      world.learned_state = learn(std::move(world.learned_state).value_or(LearnedState{}),
                                  decision_inputs_of(world), scene_.now);
    const auto decision = scene_.first();
    Round round{scene_.now, wanted, serving(), 0, decision.direction};
    execute_plan(decision);
    round.machines = static_cast<int>(scene_.world.actual.machines.size());
    rounds_.push_back(round);
    scene_.now += kRound;
    scene_.world.actual.seen_at = scene_.now;
  }
}

int ClosedLoop::most_machines() const {
  int most = 0;
  for (const auto& round : rounds_) most = std::max(most, round.machines);
  return most;
}

int ClosedLoop::reversals_in_an_hour() const {
  std::vector<std::pair<Instant, Direction>> moves;
  for (const auto& round : rounds_) {
    if (round.direction != Direction::hold) moves.emplace_back(round.at, round.direction);
  }
  int most = 0;
  for (std::size_t first = 0; first < moves.size(); ++first) {
    int turns = 0;
    for (auto i = first + 1; i < moves.size() && moves[i].first - moves[first].first <= Duration(1h); ++i) {
      turns += moves[i].second != moves[i - 1].second ? 1 : 0;
    }
    most = std::max(most, turns);
  }
  return most;
}

Duration ClosedLoop::longest_overload() const {
  Duration longest{0};
  Duration lasted{0};
  for (const auto& round : rounds_) {
    lasted = round.full() ? lasted + kRound : Duration(0);
    longest = std::max(longest, lasted);
  }
  return longest;
}

}  // namespace muster::test
