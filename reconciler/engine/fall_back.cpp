#include <fmt/format.h>

#include "reconciler/core/history/missing_capacity.hpp"
#include "reconciler/engine/applier.hpp"

namespace muster {
namespace {

std::string place_of(const Change& change) {
  const auto& spec = std::get<CreateMachine>(change.effect).spec;
  return fmt::format("{} in {}", spec.size.value, spec.region.value);
}

std::string extra_of(const Change& before, const Change& after) {
  const auto extra = after.cost_after.monthly - before.cost_after.monthly;
  return extra == Money{} ? "" : fmt::format(" ({}/month)", format_money_change(extra));
}

}  // namespace

// A create that failed for want of capacity, or made a machine that never came up and is gone again, is tried
// otherwise: the same change, under the same id. Nothing new is tried once the apply is to stop.
bool Applier::fall_back(const ChangeRun& run, Instant now) {
  const auto* failed = std::get_if<Failed>(&run.outcome());
  const auto& planned = run.change();
  // What an earlier apply began is finished, and nothing is made in its place: the next plan tells.
  if (context_.options.only_begun) return false;
  if (!failed || !stopped_.empty() || run.met_a_rival() ||
      !std::holds_alternative<CreateMachine>(planned.effect))
    return false;
  const bool is_sold_out = failed->error.kind == ErrorKind::unavailable && !run.gave_up();
  if (!is_sold_out && !run.gave_up()) return false;

  const Change before = fallbacks_.as_tried(planned);
  const auto& spec = std::get<CreateMachine>(before.effect).spec;
  if (is_sold_out) remember_missing(spec.size, spec.region, now);
  const auto* next = is_sold_out ? fallbacks_.after_sold_out(planned) : fallbacks_.after_not_ready(planned);
  if (!next) return false;
  const auto why = is_sold_out ? place_of(before) + " is sold out" : failed->error.what;
  context_.observer.noted(planned, fmt::format("{}: now {}{}", why, place_of(*next), extra_of(before, *next)),
                          now);
  const auto given_up = run.made_id();
  if (start_run(*next, false, run.started_at(), now)) return false;
  runs_.at(planned.id).gave_up_before(given_up);
  return true;
}

void Applier::remember_missing(const SizeName& size, const Region& region, Instant now) {
  const auto known = missing_capacity(missed_, now);
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const MissingCapacity& lack) {
    return lack.size == size && lack.region == region;
  });
  if (is_known) return;
  const CapacityMissing lack{size, region, missing_until(missed_, size, region, now)};
  if (const auto failed = journal_.write(lack, now)) return stop_starting(failed->what, now);
  missed_.push_back({0, now, context_.plan.fleet, lack});
}

}  // namespace muster
