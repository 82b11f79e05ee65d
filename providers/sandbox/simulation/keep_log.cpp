#include "providers/sandbox/simulation/keep_log.hpp"

#include <algorithm>
#include <utility>

#include "providers/sandbox/simulation/agent_count.hpp"

namespace muster::sandbox {

namespace {

template <class Entry>
void add(std::deque<Entry>& entries, Entry entry) {
  constexpr std::size_t most = 20'000;
  entries.push_back(std::move(entry));
  if (entries.size() > most) entries.pop_front();
}

}  // namespace

void begin_record(Cloud& cloud) {
  cloud.record = {};
  cloud.record.agents_running_min = count_agents(cloud).running;
}

void record_request(RequestLog& record, RecordedRequest request) {
  add(record.requests, std::move(request));
}

void record_power(Cloud& cloud, const Droplet& droplet, Instant at) {
  const auto to = droplet.power == Power::on ? PowerTurn::To::on : PowerTurn::To::off;
  add(cloud.record.turns, PowerTurn{at, droplet.id, to});
}

void record_gone(Cloud& cloud, std::int64_t droplet, Instant at) {
  add(cloud.record.turns, PowerTurn{at, droplet, PowerTurn::To::gone});
}

void record_agents(Cloud& cloud) {
  auto& least = cloud.record.agents_running_min;
  least = std::min(least, count_agents(cloud).running);
}

}  // namespace muster::sandbox
