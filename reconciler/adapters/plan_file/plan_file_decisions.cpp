#include "reconciler/adapters/plan_file/plan_file_decisions.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"

namespace muster {
namespace {

constexpr int kLargestSlot = 1'000'000;

/// "1-40,52": numbers in ascending order, runs folded.
std::string ranges_of(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    auto last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!text.empty()) text += ',';
    text += std::to_string(numbers[i]);
    if (last > i) text += "-" + std::to_string(numbers[last]);
    i = last + 1;
  }
  return text;
}

Result<std::vector<int>> read_ranges(const JsonView& view, ReadTables& tables) {
  const auto text = view.text_view();
  if (!text) return text.error();
  const auto wrong = [&] { return view.error("is not a list of slots such as 1-40,52"); };
  std::vector<int> numbers;
  const char* at = text->data();
  const char* end = at + text->size();
  const auto number = [&](int& into) {
    const auto read = std::from_chars(at, end, into);
    at = read.ptr;
    return read.ec == std::errc() && into > 0 && into <= kLargestSlot;
  };
  while (at != end) {
    int first = 0;
    if (!number(first) || (!numbers.empty() && first <= numbers.back())) return wrong();
    int last = first;
    if (at != end && *at == '-') {
      ++at;
      if (!number(last) || last <= first) return wrong();
    }
    const auto count = static_cast<std::size_t>(last - first + 1);
    if (auto charged = tables.charge(count * 128, view); !charged) return charged.error();
    for (int slot = first; slot <= last; ++slot) numbers.push_back(slot);
    if (at == end) break;
    if (*at++ != ',' || at == end) return wrong();
  }
  return numbers;
}

void write_shape(JsonWriter& out, const PoolShape& shape) {
  std::map<SizeName, std::vector<int>> machines;
  for (const auto& [slot, size] : shape.machines) machines[size].push_back(slot);
  std::map<std::pair<int, int>, std::vector<int>> volumes;
  for (const auto& [key, gib] : shape.volumes_gib) volumes[{gib, key.second}].push_back(key.first);
  out.begin_object().key("machines").begin_array();
  for (const auto& [size, slots] : machines) {
    out.begin_object().key("size").text(size.value).key("slots").text(ranges_of(slots)).end_object();
  }
  out.end_array().key("volumes").begin_array();
  for (const auto& [key, slots] : volumes) {
    out.begin_object().key("gib").integer(key.first).key("number").integer(key.second);
    out.key("slots").text(ranges_of(slots)).end_object();
  }
  out.end_array().key("load_balancers").integer(shape.balancers);
  if (!shape.discarded.empty()) {
    out.key("discarded").begin_array();
    for (const auto& [key, discard] : shape.discarded) {
      out.begin_object().key("slot").integer(key.first).key("number").integer(key.second);
      out.key("snapshot").boolean(discard.snapshot).end_object();
    }
    out.end_array();
  }
  out.end_object();
}

Result<PoolShape> read_shape(const JsonView& view, ReadTables& tables) {
  PoolShape shape;
  JsonFields in(view);
  shape.balancers = static_cast<int>(in.integer("load_balancers"));
  if (in.failed()) return in.error();
  const auto machines = view.field("machines").items();
  if (!machines) return machines.error();
  for (const JsonView item : *machines) {
    const auto size = item.field("size").text();
    const auto slots = read_ranges(item.field("slots"), tables);
    if (!size) return size.error();
    if (!slots) return slots.error();
    for (const auto slot : *slots) shape.machines[slot] = SizeName(*size);
  }
  const auto volumes = view.field("volumes").items();
  if (!volumes) return volumes.error();
  for (const JsonView item : *volumes) {
    JsonFields fields(item);
    const auto gib = static_cast<int>(fields.integer("gib"));
    const auto number = static_cast<int>(fields.integer("number"));
    const auto slots = fields.take(read_ranges(fields["slots"], tables));
    if (fields.failed()) return fields.error();
    for (const auto slot : slots) shape.volumes_gib[{slot, number}] = gib;
  }
  if (view.field("discarded").absent_or_null()) return shape;
  const auto discarded = view.field("discarded").items();
  if (!discarded) return discarded.error();
  for (const JsonView item : *discarded) {
    JsonFields fields(item);
    const auto slot = static_cast<int>(fields.integer("slot"));
    const auto number = static_cast<int>(fields.integer("number"));
    const bool snapshot = fields.boolean_or("snapshot", false);
    if (fields.failed()) return fields.error();
    shape.discarded[{slot, number}] = Discard{snapshot};
  }
  return shape;
}

/// The value of that word.
template <class E, std::size_t N>
Result<E> read_word(const JsonView& view, const EnumWords<E, N>& words) {
  const auto text = view.text_view();
  if (!text) return text.error();
  if (const auto value = words.find(*text)) return *value;
  return view.error("is not a word of this version of muster: " + std::string(*text));
}

Result<ResourceRef> read_part(const JsonView& view) {
  const auto text = view.text();
  if (!text) return text.error();
  if (auto volume = parse_volume_slot(*text)) return ResourceRef(*volume);
  if (auto balancer = parse_balancer_slot(*text)) return ResourceRef(*balancer);
  if (auto slot = parse_slot(*text)) return ResourceRef(*slot);
  return view.error("is not a machine, a volume or a load balancer");
}

void write_positions(JsonWriter& out, const std::vector<Cause>& causes, const PlanTables& tables) {
  out.begin_array();
  for (const auto& cause : causes) out.integer(static_cast<std::int64_t>(tables.causes.position(cause)));
  out.end_array();
}

void write_because(JsonWriter& out, const Decision& decision, const PlanTables& tables) {
  out.key("because").begin_array();
  for (const auto& [part, causes] : decision.because) {
    out.begin_object().key("part").text(std::visit([](const auto& slot) { return to_string(slot); }, part));
    out.key("causes");
    write_positions(out, causes, tables);
    out.end_object();
  }
  out.end_array();
}

void write_wishes(JsonWriter& out, const Decision& decision, const PlanTables& tables) {
  out.key("wishes").begin_array();
  for (const auto& recommendation : decision.recommendations) {
    out.begin_object().key("cause").integer(
        static_cast<std::int64_t>(tables.causes.position(recommendation.because)));
    out.key("direction").text(to_string(recommendation.direction)).key("to");
    // Most rules request no change.
    recommendation.to == decision.from ? static_cast<void>(out.null()) : write_shape(out, recommendation.to);
    out.end_object();
  }
  out.end_array();
}

Result<Done> read_wishes(const JsonView& list, Decision& decision, ReadTables& tables) {
  const auto items = list.items();
  if (!items) return items.error();
  const auto shape_bytes = (decision.from.machines.size() + decision.from.volumes_gib.size()) * 128;
  for (const JsonView item : *items) {
    JsonFields in(item);
    Recommendation recommendation;
    const auto cause = in.integer("cause");
    recommendation.direction = in.take(read_word(in["direction"], kDirectionWords));
    if (in.failed()) return in.error();
    if (cause < 0 || static_cast<std::size_t>(cause) >= tables.causes.size()) {
      return in["cause"].error("is out of range: its table is shorter");
    }
    if (auto charged = tables.charge(sizeof(Recommendation) + shape_bytes, item); !charged)
      return charged.error();
    recommendation.because = tables.causes[static_cast<std::size_t>(cause)];
    recommendation.to = in["to"].is_null() ? decision.from : in.take(read_shape(in["to"], tables));
    if (in.failed()) return in.error();
    decision.recommendations.push_back(std::move(recommendation));
  }
  return Done{};
}

Result<Done> read_because(const JsonView& list, Decision& decision, ReadTables& tables) {
  const auto items = list.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    auto part = read_part(item.field("part"));
    if (!part) return part.error();
    auto causes = tables.causes_at(item.field("causes"));
    if (!causes) return causes.error();
    decision.because[*part] = *std::move(causes);
  }
  return Done{};
}

Result<Done> read_cuts(const JsonView& view, Decision& decision) {
  const auto clamps = view.field("clamps").items();
  if (!clamps) return clamps.error();
  for (const JsonView item : *clamps) {
    JsonFields in(item);
    decision.clamps.push_back({in.take(read_word(in["kind"], kClampWords)), in.text("says")});
    if (in.failed()) return in.error();
  }
  const auto rejected = view.field("rejected").items();
  if (!rejected) return rejected.error();
  for (const JsonView item : *rejected) {
    JsonFields in(item);
    Alternative other{in.text("what"), std::nullopt, in.text("why_not")};
    if (in["delta_monthly"].exists()) other.delta = in.money("delta_monthly");
    if (in.failed()) return in.error();
    decision.rejected.push_back(std::move(other));
  }
  return Done{};
}

}  // namespace

void write_decision(JsonWriter& out, const Decision& decision, const PlanTables& tables) {
  out.begin_object().key("pool").text(decision.pool.value);
  out.key("direction").text(to_string(decision.direction)).key("from");
  write_shape(out, decision.from);
  out.key("uncapped");
  write_shape(out, decision.uncapped);
  out.key("to");
  write_shape(out, decision.to);
  write_because(out, decision, tables);
  write_wishes(out, decision, tables);
  out.key("clamps").begin_array();
  for (const auto& clamp : decision.clamps) {
    out.begin_object().key("kind").text(kClampWords.of(clamp.kind));
    out.key("says").text(clamp.message).end_object();
  }
  out.end_array().key("rejected").begin_array();
  for (const auto& other : decision.rejected) {
    out.begin_object().key("what").text(other.what);
    if (other.delta) out.key("delta_monthly").money(*other.delta);
    out.key("why_not").text(other.why_not).end_object();
  }
  out.end_array().key("notes");
  write_texts(out, decision.notes);
  out.end_object();
}

Result<Decision> read_decision(const JsonView& view, ReadTables& tables) {
  JsonFields in(view);
  Decision decision;
  decision.pool = PoolName(in.text("pool"));
  decision.direction = in.take(read_word(in["direction"], kDirectionWords));
  decision.from = in.take(read_shape(in["from"], tables));
  decision.uncapped = in.take(read_shape(in["uncapped"], tables));
  decision.to = in.take(read_shape(in["to"], tables));
  decision.notes = in.take(read_texts(in["notes"]));
  in.take(read_because(in["because"], decision, tables));
  in.take(read_wishes(in["wishes"], decision, tables));
  in.take(read_cuts(view, decision));
  if (in.failed()) return in.error();
  return decision;
}

}  // namespace muster
