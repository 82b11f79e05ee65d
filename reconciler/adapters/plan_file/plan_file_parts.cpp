#include "reconciler/adapters/plan_file/plan_file_parts.hpp"

#include <algorithm>
#include <functional>
#include <limits>

#include "reconciler/adapters/json/json_fields.hpp"

namespace muster {
namespace {

std::size_t size_of(const std::vector<std::string>& texts) {
  std::size_t size = texts.size() * sizeof(std::string);
  for (const auto& text : texts) size += text.size();
  return size;
}

std::size_t size_of(const Cause& cause) {
  return sizeof(Cause) + cause.message.size() + cause.rule.size() + cause.at.file.size() +
         cause.evidence.size() * sizeof(Evidence);
}

std::size_t size_of(const MachineSpec& spec) {
  return sizeof(MachineSpec) + spec.user_data.size() + size_of(spec.ssh_keys) + size_of(spec.tags);
}

template <class T>
Result<const T*> at_position(const std::vector<T>& table, const JsonView& position, ReadTables& tables) {
  const auto index = position.integer();
  if (!index) return index.error();
  if (*index < 0 || static_cast<std::size_t>(*index) >= table.size()) {
    return position.error("is out of range: its table is shorter");
  }
  const auto* value = &table[static_cast<std::size_t>(*index)];
  if (auto charged = tables.charge(size_of(*value), position); !charged) return charged.error();
  return value;
}

void collect(PlanTables& tables, const std::vector<Cause>& causes) {
  for (const auto& cause : causes) tables.causes.add(cause);
}

Result<Evidence> read_evidence(const JsonView& view) {
  JsonFields in(view);
  Evidence e;
  const auto subject = parse_subject(in.text("subject"));
  if (!in.failed() && !subject) return in["subject"].error(subject.error().what);
  if (subject) e.subject = *subject;
  const auto metric = metric_of(in.text("metric"));
  if (!in.failed() && !metric) return in["metric"].error("is not a metric");
  e.metric = metric.value_or(Metric::cpu);
  e.value = in.measure("value");
  const auto comparison = kComparisonWords.find(in.text("comparison"));
  if (!comparison) return in["comparison"].error("is neither above nor below");
  e.comparison = *comparison;
  e.limit = in.measure("limit");
  if (in["normal"].exists()) e.normal = in.measure("normal");
  e.window = in.take(read_seconds(in["window_seconds"]));
  e.held = in.take(read_seconds(in["held_seconds"]));
  e.samples = static_cast<int>(in.integer("samples"));
  e.expected = static_cast<int>(in.integer("expected"));
  const auto newest = parse_instant(in.text("newest"));
  if (!in.failed() && !newest) return in["newest"].error(newest.error().what);
  if (in.failed()) return in.error();
  e.newest = *newest;
  return e;
}

void write_evidence(JsonWriter& out, const Evidence& e) {
  out.begin_object().key("subject").text(to_string(e.subject)).key("metric").text(to_string(e.metric));
  out.key("value").measure(e.value).key("comparison").text(to_string(e.comparison));
  out.key("limit").measure(e.limit);
  if (e.normal) out.key("normal").measure(*e.normal);
  out.key("window_seconds");
  write_seconds(out, e.window);
  out.key("held_seconds");
  write_seconds(out, e.held);
  out.key("samples").integer(e.samples).key("expected").integer(e.expected);
  out.key("newest").instant(e.newest).end_object();
}

}  // namespace

std::size_t HashCause::operator()(const Cause& cause) const {
  const std::hash<std::string> hash;
  return hash(cause.message) * 31 + hash(cause.rule) * 7 + hash(cause.at.file) +
         static_cast<std::size_t>(cause.at.line) + cause.evidence.size();
}

std::size_t HashSpec::operator()(const MachineSpec& spec) const {
  const std::hash<std::string> hash;
  return hash(spec.size.value) * 31 + hash(spec.region.value) * 7 + spec.user_data.size();
}

PlanTables tables_of(const Plan& plan) {
  PlanTables tables;
  for (const auto& change : plan.changes) {
    collect(tables, change.because);
    if (const auto* e = std::get_if<CreateMachine>(&change.effect)) tables.specs.add(e->spec);
    if (const auto* e = std::get_if<ReplaceMachine>(&change.effect)) {
      tables.specs.add(e->from);
      tables.specs.add(e->to);
    }
  }
  for (const auto& decision : plan.decisions) {
    for (const auto& [part, causes] : decision.because) collect(tables, causes);
    for (const auto& recommendation : decision.recommendations) tables.causes.add(recommendation.because);
  }
  return tables;
}

Result<std::vector<Cause>> ReadTables::causes_at(const JsonView& positions) {
  const auto items = positions.items();
  if (!items) return items.error();
  std::vector<Cause> found;
  for (const JsonView item : *items) {
    const auto cause = at_position(causes, item, *this);
    if (!cause) return cause.error();
    found.push_back(**cause);
  }
  return found;
}

Result<MachineSpec> ReadTables::spec_at(const JsonView& position) {
  const auto spec = at_position(specs, position, *this);
  if (!spec) return spec.error();
  return **spec;
}

Result<Done> ReadTables::charge(std::size_t bytes, const JsonView& where) {
  if (bytes > left_) return where.error("the file expands to more than a plan may contain");
  left_ -= bytes;
  return Done{};
}

void write_texts(JsonWriter& out, const std::vector<std::string>& texts) {
  out.begin_array();
  for (const auto& text : texts) out.text(text);
  out.end_array();
}

Result<std::vector<std::string>> read_texts(const JsonView& list) {
  const auto items = list.items();
  if (!items) return items.error();
  std::vector<std::string> texts;
  for (const JsonView item : *items) {
    auto text = item.text();
    if (!text) return text.error();
    texts.push_back(*std::move(text));
  }
  return texts;
}

void write_cause(JsonWriter& out, const Cause& cause) {
  out.begin_object().key("policy").text(cause.policy.value).key("rule").text(cause.rule);
  out.key("file").text(cause.at.file).key("line").integer(cause.at.line);
  out.key("column").integer(cause.at.column).key("says").text(cause.message).key("evidence").begin_array();
  for (const auto& evidence : cause.evidence) write_evidence(out, evidence);
  out.end_array().end_object();
}

Result<Cause> read_cause(const JsonView& view) {
  JsonFields in(view);
  Cause cause;
  cause.policy = PolicyName(in.text("policy"));
  cause.rule = in.text("rule");
  cause.at = {in.text("file"), static_cast<int>(in.integer("line")), static_cast<int>(in.integer("column"))};
  cause.message = in.text("says");
  if (in.failed()) return in.error();
  const auto items = view.field("evidence").items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    auto evidence = read_evidence(item);
    if (!evidence) return evidence.error();
    cause.evidence.push_back(*std::move(evidence));
  }
  return cause;
}

void write_spec(JsonWriter& out, const MachineSpec& spec) {
  out.begin_object().key("size").text(spec.size.value).key("region").text(spec.region.value);
  out.key("image").text(spec.image).key("ssh_keys");
  write_texts(out, spec.ssh_keys);
  out.key("tags");
  write_texts(out, spec.tags);
  out.key("user_data").text(spec.user_data).key("network").text(spec.network).end_object();
}

Result<MachineSpec> read_spec(const JsonView& view) {
  JsonFields in(view);
  MachineSpec spec{.size = SizeName(in.text("size")),
                   .region = Region(in.text("region")),
                   .image = in.text("image"),
                   .ssh_keys = in.take(read_texts(in["ssh_keys"])),
                   .tags = in.take(read_texts(in["tags"])),
                   .user_data = in.text("user_data"),
                   .network = in.text("network")};
  if (in.failed()) return in.error();
  return spec;
}

void write_price(JsonWriter& out, const Price& price) {
  out.begin_object().key("monthly").money(price.monthly).key("hourly").money(price.hourly).end_object();
}

Result<Price> read_price(const JsonView& view) {
  JsonFields in(view);
  const auto monthly = in.money("monthly");
  const Price price{in.money("hourly"), monthly};
  if (in.failed()) return in.error();
  return price;
}

void write_seconds(JsonWriter& out, Duration length) {
  out.measure(Measure::milli(length.count()));
}

Result<Duration> read_seconds(const JsonView& view) {
  const auto seconds = view.measure();
  if (!seconds) return seconds.error();
  return Duration(seconds->in_milli());
}

Result<Done> names_differ(const JsonView& object) {
  const auto members = object.members();
  if (!members) return members.error();
  std::vector<std::string_view> names;
  for (const auto& [name, value] : *members) {
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return value.error("is twice in the same object");
    }
    names.push_back(name);
    if (names.size() > 200) return object.error("has too many members");
  }
  return Done{};
}

}  // namespace muster
