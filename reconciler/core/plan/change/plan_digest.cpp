#include "reconciler/core/plan/change/plan_digest.hpp"

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/plan/change/digest_effect.hpp"

namespace muster {
namespace {

void add_to(Digester& d, const Price& price) {
  d.add(price.hourly.in_micros()).add(price.monthly.in_micros());
}

template <class T>
void add_optional(Digester& d, const std::optional<T>& value, std::int64_t (*number)(const T&)) {
  d.add(value.has_value()).add(value ? number(*value) : 0);
}

void add_to(Digester& d, const Cause& cause) {
  d.add(cause.policy.value).add(cause.rule).add(cause.at.file).add(cause.at.line).add(cause.at.column);
  d.add(cause.message).add_count(cause.evidence.size());
  for (const auto& e : cause.evidence) {
    d.add(to_string(e.subject)).add(to_string(e.metric)).add(e.value.in_milli()).add(to_string(e.comparison));
    d.add(e.limit.in_milli());
    add_optional<Measure>(d, e.normal, [](const Measure& m) { return m.in_milli(); });
    d.add(std::int64_t{e.window.count()}).add(std::int64_t{e.held.count()}).add(e.samples).add(e.expected);
    d.add(std::int64_t{e.newest.time_since_epoch().count()});
  }
}

void add_causes(Digester& d, const std::vector<Cause>& causes) {
  d.add_count(causes.size());
  for (const auto& cause : causes) add_to(d, cause);
}

void add_shape(Digester& d, const PoolShape& shape) {
  d.add_count(shape.machines.size());
  for (const auto& [slot, size] : shape.machines) d.add(slot).add(size.value);
  d.add_count(shape.volumes_gib.size());
  for (const auto& [key, gib] : shape.volumes_gib) d.add(key.first).add(key.second).add(gib);
  d.add(shape.balancers);
  if (shape.discarded.empty()) return;
  d.add("discarded").add_count(shape.discarded.size());
  for (const auto& [key, discard] : shape.discarded) {
    d.add(key.first).add(key.second);
    if (discard.snapshot) d.add("snapshot");
  }
}

void add_to(Digester& d, const Decision& decision) {
  d.add(decision.pool.value).add(to_string(decision.direction));
  add_shape(d, decision.from);
  add_shape(d, decision.uncapped);
  add_shape(d, decision.to);
  d.add_count(decision.because.size());
  for (const auto& [part, causes] : decision.because) {
    d.add(std::visit([](const auto& slot) { return to_string(slot); }, part));
    add_causes(d, causes);
  }
  d.add_count(decision.recommendations.size());
  for (const auto& recommendation : decision.recommendations) {
    add_to(d, recommendation.because);
    d.add(to_string(recommendation.direction));
    add_shape(d, recommendation.to);
  }
  d.add_count(decision.clamps.size());
  for (const auto& clamp : decision.clamps) d.add(to_string(clamp.kind)).add(clamp.message);
  d.add_count(decision.rejected.size());
  for (const auto& other : decision.rejected) {
    d.add(other.what).add(other.why_not);
    add_optional<Money>(d, other.delta, [](const Money& m) { return m.in_micros(); });
  }
  add_to(d, decision.notes);
}

/// Not part of a change's id: the id finds the change whichever alternative is used.
void add_alternatives(Digester& d, const Effect& effect) {
  const auto* create = std::get_if<CreateMachine>(&effect);
  if (!create) return;
  for (const auto& other : create->or_else) {
    d.add("or else").add(other.size.value).add(other.region.value);
    add_to(d, other.price);
    if (other.network != create->spec.network) d.add("network").add(other.network);
  }
}

/// Digested separately: the digest of a plan then needs little memory for any number of changes.
Digest digest_of(const Change& change) {
  Digester d;
  d.add(change.id.value).add(change.address);
  add_to(d, change.effect);
  add_alternatives(d, change.effect);
  d.add(to_string(change.action));
  add_causes(d, change.because);
  add_to(d, change.cost_before);
  add_to(d, change.cost_after);
  d.add(std::int64_t{change.estimated_time.count()}).add(std::int64_t{change.downtime.count()});
  // Only if there is one, so that other plans keep their ids.
  if (change.drain > Duration{0}) d.add("drain").add(std::int64_t{change.drain.count()});
  if (change.ready_within > Duration{0}) d.add("ready within").add(std::int64_t{change.ready_within.count()});
  d.add(change.fingerprint);
  d.add_count(change.after.size());
  for (const auto& id : change.after) d.add(id.value);
  return d.finish();
}

Digest digest_of(const Decision& decision) {
  Digester d;
  add_to(d, decision);
  return d.finish();
}

void add_text(Digester& d, const std::optional<std::string>& text) {
  d.add(text.has_value()).add(text.value_or(""));
}

Digest digest_of(const Drift& drift) {
  Digester d;
  d.add(drift.address).add(to_string(drift.action)).add_count(drift.attributes.size());
  for (const auto& a : drift.attributes) {
    d.add(a.name);
    add_text(d, a.was);
    add_text(d, a.is);
    d.add(to_string(a.answer)).add(a.message);
  }
  return d.finish();
}

void add_inputs(Digester& d, const PlanInputs& inputs) {
  d.add(inputs.declared).add(inputs.readings).add(inputs.prices).add(inputs.prices_dated);
  d.add(inputs.actual).add(inputs.semantics);
  if (!inputs.learned_state.text.empty()) d.add("knowledge").add(inputs.learned_state);
}

}  // namespace

PlanId plan_digest(const Plan& plan) {
  Digester d;
  d.add(plan.fleet.value);
  add_inputs(d, plan.inputs);
  d.add_count(plan.changes.size());
  for (const auto& change : plan.changes) d.add(digest_of(change));
  add_to(d, plan.cost.now);
  add_to(d, plan.cost.after);
  if (plan.cost.at_most > Money{}) d.add("at most").add(plan.cost.at_most.in_micros());
  if (!plan.cost.unknown.empty()) {
    d.add("not known");
    add_to(d, plan.cost.unknown);
  }
  d.add(to_string(plan.verdict.permission));
  add_to(d, plan.verdict.reasons);
  d.add(plan.verdict.persons);
  d.add_count(plan.decisions.size());
  for (const auto& decision : plan.decisions) d.add(digest_of(decision));
  add_to(d, plan.warnings);
  d.add(plan.complete);
  if (!plan.drift.empty()) {
    d.add(std::int64_t{plan.last_applied_at.value_or(Instant{}).time_since_epoch().count()});
    d.add_count(plan.drift.size());
    for (const auto& drift : plan.drift) d.add(digest_of(drift));
  }
  return PlanId(d.finish().text);
}

}  // namespace muster
