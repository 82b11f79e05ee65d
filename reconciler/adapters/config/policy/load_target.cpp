#include "reconciler/adapters/config/policy/load_target.hpp"

#include <fmt/format.h>

#include <map>

#include "reconciler/adapters/config/fields/declared_units.hpp"
#include "reconciler/core/forecast/headroom/simulation_options.hpp"

namespace muster {
namespace {

TargetLoad target_load_in(const DeclaredFields& fields) {
  TargetLoad load;
  load.at = fields.at();
  load.metric = metric_of(fields.text("metric")).value_or(Metric::cpu);
  if (load.metric == Metric::agents && !(fields.has("low") && fields.has("high"))) {
    fields.report(fields.has("low") ? "high" : "low", "the wanted number of agents of a machine is missing",
                  "both low and high, such as low: 6 and high: 10");
  }
  load.low = load_edge(fields, "low", load.metric).value_or(load.low);
  load.high = load_edge(fields, "high", load.metric).value_or(load.high);
  return load;
}

std::optional<Money> dollars_in(const DeclaredFields& fields, const std::string& key, const char* per) {
  return fields.read<Money>(key, [&](const std::string& text) { return parse_money_per(text, per); });
}

struct DeclaredHeadroom {
  Headroom kind;
  std::optional<float> price_of_overload{};
};

/// `learned` is the former word for `balanced`.
Result<DeclaredHeadroom> parse_headroom(const std::string& text) {
  if (text == "fixed") return DeclaredHeadroom{Headroom::fixed};
  if (text == "balanced" || text == "learned") return DeclaredHeadroom{Headroom::learned};
  if (text == "thrifty") return DeclaredHeadroom{Headroom::learned, forecast::kThriftyPrice};
  if (text == "careful") return DeclaredHeadroom{Headroom::learned, forecast::kCarefulPrice};
  const auto price = parse_measure(text);
  if (price && *price >= Measure::whole(1) && price->as_double() <= kHighestPriceOfOverload)
    return DeclaredHeadroom{Headroom::learned, static_cast<float>(price->as_double())};
  return Error{ErrorKind::invalid,
               fmt::format("\"{}\" is not fixed, thrifty, balanced or careful, nor the price of a minute of "
                           "overload in minutes of the pool's bill, a number from 1 to {}",
                           text.substr(0, 60), kHighestPriceOfOverload)};
}

}  // namespace

std::optional<Measure> load_edge(const DeclaredFields& fields, const std::string& key, Metric metric) {
  const auto line =
      fields.read<DeclaredLine>(key, [&](const std::string& text) { return parse_line(metric, text); });
  if (!line) return std::nullopt;
  if (!line->times_normal) return line->limit;
  fields.report(key, "a band cannot be relative to normal",
                metric == Metric::agents ? "a number of agents" : "a share such as 80%");
  return std::nullopt;
}

Target load_target(const DeclaredFields& spec) {
  const auto fields = spec.map("target");
  Target target;
  target.at = spec.at("target");
  std::map<Metric, int> seen;
  for (const auto& one : fields.maps("loads")) {
    target.loads.push_back(target_load_in(one));
    const auto& load = target.loads.back();
    const auto [first, is_new] = seen.emplace(load.metric, load.at.line);
    if (!is_new)
      one.report("metric", fmt::format("there is a second band for {}", to_string(load.metric)),
                 "each metric once", fmt::format("the first is at line {}", first->second));
  }
  if (!fields.has("loads"))
    target.loads.push_back(
        {.metric = Metric::cpu, .low = TargetLoad{}.low, .high = TargetLoad{}.high, .at = target.at});
  if (const auto headroom = fields.read<DeclaredHeadroom>("headroom", parse_headroom)) {
    target.headroom = headroom->kind;
    target.price_of_overload = headroom->price_of_overload;
  }
  target.react = fields.duration("react", target.react);
  target.pays_back_within = fields.duration("pays_back_within", target.pays_back_within);
  target.minute_off = dollars_in(fields, "downtime", "/minute").value_or(target.minute_off);
  target.agent_moved = dollars_in(fields, "disturbance", "/agent").value_or(target.agent_moved);
  return target;
}

}  // namespace muster
