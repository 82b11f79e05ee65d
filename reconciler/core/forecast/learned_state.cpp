#include "reconciler/core/forecast/learned_state.hpp"

#include <algorithm>
#include <bit>

namespace muster {
namespace {

constexpr int kNineOfTen = 90;

void add(Digester& d, double value) {
  d.add(std::bit_cast<std::int64_t>(value));
}

void add(Digester& d, const forecast::LoadHistory& memory) {
  d.add(memory.sure_percent).add(memory.open_bin).add(memory.open_peak).add_count(memory.peaks.size());
  for (const auto peak : memory.peaks) d.add(peak);
  add(d, memory.level);
  add(d, memory.slope);
  d.add_count(memory.season.size());
  for (const double value : memory.season) add(d, value);
  for (const auto& record : memory.records) {
    for (const double value : {record.bound, record.loss, record.covered, record.bounds}) add(d, value);
  }
  d.add_count(memory.said.size());
  for (const auto& said : memory.said) {
    for (const double value : said) add(d, value);
  }
  add(d, memory.weight);
  add(d, memory.actual);
  d.add(static_cast<int>(memory.followed)).add(memory.bound_last).add(memory.peak_last);
}

std::int64_t count_of(Instant at) {
  return std::int64_t{at.time_since_epoch().count()};
}

}  // namespace

Digest fingerprint_of(const LearnedState& learned_state) {
  Digester d;
  d.add_count(learned_state.loads.size());
  for (const auto& [key, memory] : learned_state.loads) {
    d.add(key.first.value).add(to_string(key.second));
    add(d, memory);
  }
  d.add_count(learned_state.headrooms.size());
  for (const auto& [name, pool] : learned_state.headrooms) {
    d.add(name.value).add_count(pool.recommender.followed()).add(count_of(pool.learnt_until));
    d.add(pool.newest.full);
    add(d, pool.newest.used);
  }
  d.add_count(learned_state.boots.size());
  for (const auto& [key, boots] : learned_state.boots) {
    d.add(key.first.value).add(key.second.value).add_count(boots.seconds.size());
    for (const auto seconds : boots.seconds) d.add(seconds);
  }
  d.add_count(learned_state.unused_since.size());
  for (const auto& [id, since] : learned_state.unused_since) d.add(id.value).add(count_of(since));
  d.add(count_of(learned_state.learnt_until)).add(count_of(learned_state.boots_until));
  return d.finish();
}

std::optional<Duration> boot_time(const LearnedState& learned_state, const SizeName& size,
                                  const Region& region) {
  const auto own = learned_state.boots.find({size, region});
  if (own != learned_state.boots.end()) {
    if (const auto time = own->second.percentile(kNineOfTen)) return time;
  }
  std::optional<Duration> longest;
  for (const auto& [key, boots] : learned_state.boots) {
    const auto time = boots.percentile(kNineOfTen);
    if (time && (!longest || *time > *longest)) longest = time;
  }
  return longest;
}

}  // namespace muster
