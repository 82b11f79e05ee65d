#include "reconciler/cli/views/plan/plan_explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/cli/views/plan/plan_alternatives.hpp"
#include "reconciler/cli/views/plan/plan_notes.hpp"
#include "reconciler/cli/views/plan/plan_rows.hpp"
#include "reconciler/core/base/rounded.hpp"
#include "reconciler/core/base/text/first_few.hpp"
#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/plan/change/attributes.hpp"

namespace muster {
namespace {

std::string line(const std::string& text, std::size_t indent, const PlanTextOptions& options) {
  const std::string margin(indent, ' ');
  return margin + wrapped(printable(text), options.width - indent, margin + "  ") + "\n";
}

std::string shape_text(const PoolShape& shape) {
  std::map<SizeName, std::vector<int>> machines;
  for (const auto& [slot, size] : shape.machines) machines[size].push_back(slot);
  std::map<int, int> volumes;
  for (const auto& [key, gib] : shape.volumes_gib) ++volumes[gib];
  std::vector<std::string> parts;
  parts.reserve(machines.size() + volumes.size() + 1);
  for (const auto& [size, slots] : machines)
    parts.push_back(fmt::format("{} x {}", slots.size(), size.value));
  for (const auto& [gib, count] : volumes) parts.push_back(fmt::format("{} x {} GiB", count, gib));
  if (shape.balancers > 0) parts.push_back(plural(shape.balancers, "load balancer"));
  auto text = fmt::format("{}", fmt::join(parts, ", "));
  return text.empty() ? "nothing" : text;
}

bool is_crossed(const Evidence& e) {
  return e.comparison == Comparison::above ? e.value > e.limit : e.value < e.limit;
}

std::string seen_text(const Evidence& e) {
  const auto at = ", newest at " + format_instant(e.newest);
  if (is_crossed(e)) return to_string(e) + at;
  return fmt::format("{} {} {}{} is not {} {}{}", to_string(e.subject), to_string(e.metric),
                     format_beside(e.value, e.limit), unit_of(e.metric), to_string(e.comparison),
                     format_beside(e.limit, e.value), unit_of(e.metric)) +
         at;
}

std::string evidence_text(const std::vector<Evidence>& all, std::size_t indent,
                          const PlanTextOptions& options) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(all.size(), kMost); ++i) {
    text += line("reading  " + seen_text(all[i]), indent, options);
    text += line("margin   " + nearest_flip(all[i]), indent, options);
  }
  if (all.size() > kMost)
    text += line(fmt::format("and {} more readings like these", all.size() - kMost), indent, options);
  return text;
}

std::string wish_text(const Recommendation& recommendation, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  const auto asks = recommendation.direction == Direction::hold
                        ? std::string("requests no change")
                        : fmt::format("requests {}: {}", to_string(recommendation.direction),
                                      shape_text(recommendation.to));
  auto text = "  " + paint.bold(name_of(recommendation.because)) + "\n" + line(asks, 4, options);
  if (!recommendation.because.message.empty())
    text += line("reason   " + recommendation.because.message, 4, options);
  return text + evidence_text(recommendation.because.evidence, 4, options);
}

std::string decision_text(const Decision& decision, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  auto text =
      paint.bold(fmt::format("Pool {}: {}", decision.pool.value, to_string(decision.direction))) + "\n";
  text += line("is       " + shape_text(decision.from), 2, options);
  if (decision.uncapped != decision.to) text += line("wanted   " + shape_text(decision.uncapped), 2, options);
  text += line("will be  " + shape_text(decision.to), 2, options) + "\n";
  if (!decision.recommendations.empty()) text += "Rules\n";
  for (const auto& recommendation : decision.recommendations) text += wish_text(recommendation, options);
  if (!decision.clamps.empty()) text += "\nReduced by limits\n";
  for (const auto& clamp : decision.clamps) {
    text += line(fmt::format("{}: {}", to_string(clamp.kind), clamp.message), 2, options);
  }
  if (!decision.rejected.empty()) text += "\nRejected alternatives\n";
  for (const auto& other : decision.rejected) {
    const auto price = other.delta ? " (" + format_money_change(*other.delta) + "/month)" : "";
    text += line(fmt::format("{}{}: {}", other.what, price, other.why_not), 2, options);
  }
  if (!decision.notes.empty()) text += "\nNotes\n";
  for (const auto& note : notes_of(decision)) text += line(note, 2, options);
  return text + "\n";
}

std::string value_text(const Attribute& attribute) {
  if (attribute.known_after_apply) return "(known after apply)";
  if (!attribute.before) return *attribute.after;
  if (!attribute.after) return *attribute.before + " -> nothing";
  return *attribute.before == *attribute.after ? *attribute.after
                                               : fmt::format("{} -> {}", *attribute.before, *attribute.after);
}

std::string change_text(const Plan& plan, const Change& change, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  auto text =
      fmt::format("{} {}\n", paint.as(change.action, symbol_of(change.action)), paint.bold(change.address));
  std::size_t widest = 0;
  const auto attributes = attributes_of(change.effect);
  for (const auto& attribute : attributes) widest = std::max(widest, attribute.name.size());
  for (const auto& attribute : attributes) {
    text += line(fmt::format("{:<{}}  {}", attribute.name, widest, value_text(attribute)), 4, options);
  }
  const auto delta = change.cost_after - change.cost_before;
  text += line(fmt::format("costs {} -> {} a month ({})", format_money(change.cost_before.monthly),
                           format_money(change.cost_after.monthly), format_money_change(delta.monthly)),
               2, options);
  auto takes = "takes about " + format_duration(change.estimated_time);
  if (change.downtime > Duration(0)) takes += ", its machine is down for " + format_duration(change.downtime);
  text += line(takes, 2, options);
  if (change.drain > Duration(0))
    text += line("its agents have " + format_duration(change.drain) + " to move to other machines first", 2,
                 options);
  if (const auto others = alternatives_of(plan, change); !others.empty())
    text += line("if sold out: " + others, 2, options);
  constexpr std::size_t kMost = 8;
  std::vector<std::string> waits;
  for (const auto& other : plan.changes) {
    if (std::binary_search(change.after.begin(), change.after.end(), other.id))
      waits.push_back(other.address);
  }
  if (!waits.empty()) text += line("waits for " + first_few(waits, kMost), 2, options);
  text += "\nBecause\n";
  for (const auto& cause : change.because) {
    text += "  " + paint.bold(name_of(cause)) + "\n" + line("reason   " + cause.message, 4, options);
    text += evidence_text(cause.evidence, 4, options);
  }
  return text + "\n";
}

/// Returns the pool of a change; empty for the fleet's network.
PoolName pool_of(const Change& change) {
  const auto name = name_of(change.effect);
  return std::holds_alternative<CreateNetwork>(change.effect) ? PoolName{}
                                                              : PoolName(name.substr(0, name.find('/')));
}

}  // namespace

std::string nearest_flip(const Evidence& e) {
  const auto unit = unit_of(e.metric);
  const bool above = e.comparison == Comparison::above;
  const bool crossed = is_crossed(e);
  const auto apart = above == crossed ? e.value - e.limit : e.limit - e.value;
  if (crossed && e.held < e.window) {
    return fmt::format("request once the threshold was crossed for {} more",
                       format_duration(e.window - e.held));
  }
  if (crossed) {
    return fmt::format("no request at {}{} or {}: {}{} {} than now", format_beside(e.limit, e.value), unit,
                       above ? "less" : "more", format_beside(apart, Measure()), unit,
                       above ? "lower" : "higher");
  }
  const auto just = e.metric == Metric::agents ? Measure::whole(1) : Measure::milli(1);
  return fmt::format("request {} {}{}: {}{} {} than now", above ? "above" : "below",
                     format_beside(e.limit, e.value), unit, format_beside(apart + just, Measure()), unit,
                     above ? "higher" : "lower");
}

Result<std::string> plan_explain(const Plan& plan, const std::string& address,
                                 const PlanTextOptions& options) {
  auto text = fmt::format("Plan {} for fleet {} as of {}\n\n", Digest{plan.id.value}.brief(),
                          plan.fleet.value, format_instant(plan.made_at));
  if (address.empty()) {
    for (const auto& decision : plan.decisions) text += decision_text(decision, options);
    if (plan.decisions.empty()) text += "No rule was evaluated.\n\n";
    for (const auto& warning : plan.warnings) text += line("Warning: " + warning, 0, options);
    return text + summary_line(plan) + "\n";
  }
  const auto found = std::find_if(plan.changes.begin(), plan.changes.end(), [&](const Change& change) {
    return change.address == address || change.id.value == address || name_of(change.effect) == address;
  });
  if (found == plan.changes.end()) {
    std::vector<std::string> addresses;
    for (const auto& change : plan.changes) addresses.push_back(change.address);
    const auto nearest = nearest_word(address, addresses);
    return Error{ErrorKind::not_found, fmt::format("the plan has no change {}{}", address,
                                                   nearest.empty() ? "" : "; did you mean " + nearest + "?")};
  }
  text += change_text(plan, *found, options);
  for (const auto& decision : plan.decisions) {
    if (decision.pool == pool_of(*found)) text += decision_text(decision, options);
  }
  return text;
}

}  // namespace muster
