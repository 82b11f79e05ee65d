#include "reconciler/adapters/policy_test/policy_test_world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/policy/check/meant_ladder.hpp"

namespace muster {
namespace {

class PolicyTestWorld {
 public:
  PolicyTestWorld(const DeclaredFields& test, Instant now, World& world)
      : test_(test), now_(now), world_(world) {}

  void fill() {
    world_.actual = {};
    world_.actual.fleet = world_.fleet.name;
    world_.actual.seen_at = now_;
    for (const auto& fields : test_.maps("machines")) add_machines(fields);
    for (const auto& fields : test_.maps("volumes")) add_volume(fields);
    for (const auto& item : test_.texts("load_balancers")) add_balancer(item);
    for (const auto& fields : test_.maps("readings")) add_readings(fields);
    for (const auto& fields : test_.maps("recent")) add_recent(fields);
  }

 private:
  const Pool* pool_in(const DeclaredFields& fields, const std::string& key, const std::string& name) const {
    const auto* pool = name.empty() ? &world_.fleet.pools.front() : world_.fleet.find_pool(PoolName(name));
    if (pool) return pool;
    std::vector<std::string> known;
    for (const auto& one : world_.fleet.pools) known.push_back(one.name.value);
    const auto nearest = nearest_word(name, known);
    fields.report(key, fmt::format("there is no pool \"{}\"", name),
                  fmt::format("one of {}", fmt::join(known, ", ")),
                  nearest.empty() ? "" : fmt::format("did you mean {}?", nearest));
    return nullptr;
  }

  void add_machines(const DeclaredFields& fields) {
    const auto* pool = pool_in(fields, "pool", fields.text("pool"));
    if (!pool) return;
    const SizeName size(fields.text("size", pool->ladder.front().value));
    const auto* offer = world_.prices.find(size);
    if (!offer && !world_.prices.sizes.empty()) {
      const auto nearest = nearest_word(size.value, meant_ladder(*pool, &world_.prices));
      fields.report("size", fmt::format("unknown size \"{}\"", size.value), "a size that the cloud sells",
                    nearest.empty() ? "" : fmt::format("did you mean {}?", nearest));
      return;
    }
    const auto& regions = regions_of(world_.fleet, *pool);
    const auto age = fields.duration("age", 24h);
    for (int count = fields.number("count", 1); count > 0; --count) {
      Machine machine;
      machine.slot = {pool->name, ++machines_[pool->name]};
      machine.id = MachineId(fmt::format("rehearsal-{}", world_.actual.machines.size() + 1));
      machine.name = machine_name(world_.fleet.name, machine.slot);
      machine.size = size;
      machine.disk_gib = offer ? offer->disk_gib : 0;
      machine.region = Region(fields.text("region", regions.empty() ? "" : regions.front().value));
      machine.image = pool->image;
      machine.status = MachineStatus::running;
      machine.created_at = now_ - age;
      world_.actual.machines.emplace(machine.slot, std::move(machine));
    }
  }

  void add_volume(const DeclaredFields& fields) {
    const auto slot = fields.read<Slot>("of", parse_slot);
    const auto gib = fields.read<int>("size", parse_volume_gib);
    if (!slot || !gib) return;
    const auto machine = world_.actual.machines.find(*slot);
    if (machine == world_.actual.machines.end()) {
      fields.report("of", fmt::format("there is no machine {} in this test", to_string(*slot)),
                    "one of its machines");
      return;
    }
    Volume volume;
    volume.slot = {*slot, static_cast<int>(machine->second.volumes.size()) + 1};
    volume.id = VolumeId("rehearsal-" + to_string(volume.slot));
    volume.size_gib = *gib;
    volume.region = machine->second.region;
    volume.attached_to = machine->second.id;
    machine->second.volumes.push_back(volume.id);
    world_.actual.volumes.emplace(volume.slot, std::move(volume));
  }

  void add_balancer(const DeclaredText& item) {
    const auto slot = parse_balancer_slot(item.text);
    if (!slot) {
      test_.report(item, slot.error().what, "a load balancer such as worker/lb-1");
      return;
    }
    LoadBalancer balancer;
    balancer.slot = *slot;
    balancer.id = LoadBalancerId("rehearsal-" + item.text);
    if (!world_.fleet.regions.empty()) balancer.region = world_.fleet.regions.front();
    world_.actual.balancers.emplace(*slot, std::move(balancer));
  }

  /// "worker/1", "worker", "fleet", or "worker/*" for every machine of the pool.
  std::vector<Subject> subjects_in(const DeclaredFields& fields) const {
    const auto text = fields.text("of");
    if (text.ends_with("/*")) {
      std::vector<Subject> all;
      const auto* pool = pool_in(fields, "of", text.substr(0, text.size() - 2));
      for (const auto& [slot, machine] : world_.actual.machines) {
        if (pool && slot.pool == pool->name) all.emplace_back(slot);
      }
      return all;
    }
    const auto subject = parse_subject(text);
    if (subject) return {*subject};
    fields.report("of", subject.error().what,
                  "a machine such as worker/1, worker/* for all, a pool, or fleet");
    return {};
  }

  void add_readings(const DeclaredFields& fields) {
    const auto subjects = subjects_in(fields);
    const auto lasting = fields.duration("for", Duration(0));
    const auto until = now_ - fields.duration("ago", Duration(0));
    bool any = false;
    for (const auto& word : metric_words()) {
      if (!fields.has(word)) continue;
      any = true;
      const auto metric = *metric_of(word);
      const bool failed = fields.text(word) == "failed";
      std::optional<Measure> value = failed ? std::optional(Measure()) : std::nullopt;
      if (!failed) {
        const auto line = fields.read<DeclaredLine>(
            word, [&](const std::string& text) { return parse_line(metric, text); });
        if (line && line->times_normal) fields.report(word, "a reading is a value, not a multiple of normal");
        if (line) value = line->limit;
      }
      if (!value) continue;
      for (const auto& subject : subjects) add_series(subject, metric, *value, failed, until, lasting);
    }
    if (!any)
      fields.report("of", "the reading has no value",
                    fmt::format("one of {}", fmt::join(metric_words(), ", ")));
  }

  void add_series(const Subject& subject, Metric metric, Measure value, bool failed, Instant until,
                  Duration lasting) {
    const auto step = std::max(world_.fleet.sample_every, Duration(1s));
    for (auto back = Duration(0); back <= lasting; back += step) {
      world_.readings.add({.at = until - back,
                           .subject = subject,
                           .metric = metric,
                           .value = value,
                           .quality = failed ? Quality::error : Quality::ok});
    }
  }

  void add_recent(const DeclaredFields& fields) {
    const auto subject = parse_subject(fields.text("of"));
    if (!subject || std::holds_alternative<FleetWide>(*subject)) {
      fields.report("of", "a change is of a machine or a pool", "such as worker/1 or worker");
      return;
    }
    RecentChange change;
    const auto* slot = std::get_if<Slot>(&*subject);
    change.pool = slot ? slot->pool : std::get<PoolName>(*subject);
    if (slot) change.slot = *slot;
    const auto what = fields.text("change");
    using Kind = RecentChange::Kind;
    change.kind = what == "create"    ? Kind::create_machine
                  : what == "destroy" ? Kind::destroy_machine
                  : what == "resize"  ? Kind::resize_machine
                                      : Kind::add_volume;
    change.direction =
        what == "destroy" || fields.text("direction") == "down" ? Direction::down : Direction::up;
    change.decided_at = change.finished_at = now_ - fields.duration("ago", Duration(0));
    world_.recent.push_back(std::move(change));
    std::stable_sort(world_.recent.begin(), world_.recent.end(),
                     [](const auto& a, const auto& b) { return a.decided_at < b.decided_at; });
  }

  const DeclaredFields& test_;
  Instant now_;
  World& world_;
  std::map<PoolName, int> machines_;  ///< The highest slot number so far.
};

}  // namespace

void fill_policy_test_world(const DeclaredFields& test, Instant now, World& world) {
  if (!world.fleet.pools.empty()) PolicyTestWorld(test, now, world).fill();
}

}  // namespace muster
