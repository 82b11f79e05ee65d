#include "reconciler/adapters/plan_file/plan_file.hpp"

#include <fmt/format.h>

#include <array>

#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/plan_file/plan_file_changes.hpp"
#include "reconciler/adapters/plan_file/plan_file_decisions.hpp"
#include "reconciler/adapters/plan_file/plan_file_drift.hpp"
#include "reconciler/adapters/plan_file/plan_file_findings.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"

namespace muster {
namespace {

/// 1.1 adds `below_minimum` and `blind_rules`.
constexpr std::string_view kFormatVersion = "1.1";
constexpr std::size_t kLargestPlanFile = std::size_t{512} << 20;

bool is_applyable(const Plan& plan) {
  return plan.verdict.permission == Permission::allowed ||
         plan.verdict.permission == Permission::needs_approval;
}

void write_head(JsonWriter& out, const Plan& plan) {
  out.key("format_version").text(kFormatVersion).key("muster_version").text(MUSTER_VERSION);
  out.key("plan_id").text(plan.id.value).key("fleet").text(plan.fleet.value);
  out.key("timestamp").instant(plan.made_at).key("valid_until").instant(plan.valid_until);
  out.key("commit").text(plan.commit).key("applyable").boolean(is_applyable(plan));
  out.key("complete").boolean(plan.complete).key("errored").boolean(false);
  if (plan.last_applied_at) out.key("left_at").instant(*plan.last_applied_at);
}

void write_inputs(JsonWriter& out, const PlanInputs& inputs) {
  out.key("inputs").begin_object().key("declared").text(inputs.declared.text);
  out.key("readings").text(inputs.readings.text).key("prices").text(inputs.prices.text);
  out.key("prices_dated").text(inputs.prices_dated).key("actual").text(inputs.actual.text);
  out.key("semantics").integer(inputs.semantics);
  if (!inputs.learned_state.empty()) out.key("knowledge").text(inputs.learned_state.text);
  out.end_object();
}

void write_sums(JsonWriter& out, const Plan& plan) {
  const auto summary = summary_of(plan);
  out.key("summary").begin_object().key("add").integer(summary.add).key("change").integer(summary.change);
  out.key("destroy").integer(summary.destroy);
  if (summary.adopt > 0) out.key("import").integer(summary.adopt);
  if (summary.release > 0) out.key("forget").integer(summary.release);
  out.end_object().key("cost").begin_object().key("now");
  write_price(out, plan.cost.now);
  out.key("after");
  write_price(out, plan.cost.after);
  out.key("delta");
  write_price(out, plan.cost.delta());
  if (plan.cost.at_most > Money{}) out.key("at_most_monthly").money(plan.cost.at_most);
  if (!plan.cost.unknown.empty()) {
    out.key("not_known");
    write_texts(out, plan.cost.unknown);
  }
  out.end_object().key("estimated_seconds");
  write_seconds(out, estimated_time_of(plan.changes));
  out.key("verdict").begin_object().key("permission");
  out.text(kPermissionWords.of(plan.verdict.permission)).key("reasons");
  write_texts(out, plan.verdict.reasons);
  out.key("persons").integer(plan.verdict.persons).end_object().key("warnings");
  write_texts(out, plan.warnings);
  write_findings(out, plan);
}

Result<PlanInputs> read_inputs(const JsonView& view) {
  JsonFields in(view);
  PlanInputs inputs{.declared = Digest{in.text("declared")},
                    .readings = Digest{in.text("readings")},
                    .prices = Digest{in.text("prices")},
                    .prices_dated = in.text("prices_dated"),
                    .actual = Digest{in.text("actual")},
                    .semantics = static_cast<int>(in.integer("semantics"))};
  if (in["knowledge"].exists()) inputs.learned_state = Digest{in.text("knowledge")};
  if (in.failed()) return in.error();
  return inputs;
}

Result<Verdict> read_verdict(const JsonView& view) {
  const auto word = view.field("permission").text_view();
  if (!word) return word.error();
  auto reasons = read_texts(view.field("reasons"));
  if (!reasons) return reasons.error();
  const auto persons = view.field("persons").integer_or(0);
  if (!persons) return persons.error();
  if (const auto permission = kPermissionWords.find(*word))
    return Verdict{*permission, *std::move(reasons), static_cast<int>(*persons)};
  return view.field("permission").error("is not a verdict of this version of muster");
}

template <class T, class Read>
Result<Done> read_list(const JsonView& list, std::vector<T>& into, Read read) {
  const auto items = list.items();
  if (!items) return items.error();
  into.reserve(items->size());
  for (const JsonView item : *items) {
    auto value = read(item);
    if (!value) return value.error();
    into.push_back(*std::move(value));
  }
  return Done{};
}

Result<Instant> read_instant(const JsonView& view) {
  const auto text = view.text();
  if (!text) return text.error();
  const auto at = parse_instant(*text);
  if (!at) return view.error(at.error().what);
  return *at;
}

Result<Plan> read_content(const JsonView& root) {
  if (auto unique = names_differ(root); !unique) return unique.error();
  JsonFields in(root);
  const auto version = in.text("format_version");
  if (in.failed()) return in.error();
  if (version.substr(0, version.find('.')) != "1") {
    return Error{ErrorKind::unsupported,
                 in["format_version"].error("is " + version + "; this muster reads versions 1.x").what};
  }
  Plan plan;
  plan.id = PlanId(in.text("plan_id"));
  plan.fleet = FleetName(in.text("fleet"));
  plan.made_at = in.take(read_instant(in["timestamp"]));
  plan.valid_until = in.take(read_instant(in["valid_until"]));
  plan.commit = in.text("commit");
  plan.complete = in.boolean("complete");
  if (in["left_at"].exists()) plan.last_applied_at = in.take(read_instant(in["left_at"]));
  plan.inputs = in.take(read_inputs(in["inputs"]));
  plan.cost.now = in.take(read_price(in["cost"].field("now")));
  plan.cost.after = in.take(read_price(in["cost"].field("after")));
  if (in["cost"].field("at_most_monthly").exists())
    plan.cost.at_most = in.take(in["cost"].field("at_most_monthly").money());
  if (in["cost"].field("not_known").exists())
    plan.cost.unknown = in.take(read_texts(in["cost"].field("not_known")));
  plan.verdict = in.take(read_verdict(in["verdict"]));
  plan.warnings = in.take(read_texts(in["warnings"]));
  in.take(read_findings(root, version, plan));
  ReadTables tables;
  in.take(read_list(in["machine_specs"], tables.specs, read_spec));
  in.take(read_list(in["causes"], tables.causes, read_cause));
  if (in.failed()) return in.error();
  in.take(read_list(in["resource_changes"], plan.changes,
                    [&](const JsonView& item) { return read_change(item, tables); }));
  in.take(read_list(in["resource_drift"], plan.drift, read_drift));
  in.take(read_list(in["decisions"], plan.decisions,
                    [&](const JsonView& item) { return read_decision(item, tables); }));
  if (in.boolean("applyable") != is_applyable(plan)) {
    in.take(Result<Done>(in["applyable"].error("does not agree with the verdict")));
  }
  if (in.failed()) return in.error();
  return plan;
}

}  // namespace

Result<std::string> write_plan(const Plan& plan) {
  const auto tables = tables_of(plan);
  JsonWriter out;
  out.begin_object();
  write_head(out, plan);
  write_inputs(out, plan.inputs);
  write_sums(out, plan);
  out.key("machine_specs").begin_array();
  for (const auto* spec : tables.specs.values()) write_spec(out, *spec);
  out.end_array().key("causes").begin_array();
  for (const auto* cause : tables.causes.values()) write_cause(out, *cause);
  out.end_array().key("resource_changes").begin_array();
  for (const auto& change : plan.changes) write_change(out, change, tables);
  out.end_array().key("resource_drift").begin_array();
  for (const auto& drift : plan.drift) write_drift(out, drift);
  out.end_array();
  out.key("output_changes").begin_object().end_object().key("decisions").begin_array();
  for (const auto& decision : plan.decisions) write_decision(out, decision, tables);
  out.end_array().end_object();
  if (out.mended()) return Error{ErrorKind::invalid, "the plan holds a text that is not UTF-8"};
  return std::move(out).finish();
}

Result<Plan> read_plan(std::string text, const std::string& file) {
  const auto document = JsonDocument::parse(std::move(text), {.bytes = kLargestPlanFile});
  if (!document) return document.error().during(file);
  auto plan = read_content(document->root());
  if (!plan) {
    auto wrong = plan.error().during(file + " is not a plan of muster");
    if (wrong.kind == ErrorKind::invalid) wrong.kind = ErrorKind::denied;
    return wrong;
  }
  const auto id = plan_digest(*plan);
  if (id != plan->id) {
    return Error{ErrorKind::denied,
                 fmt::format("{} was edited: its content is plan {}, its plan_id is {}. Make a new plan "
                             "with muster plan",
                             file, Digest{id.value}.brief(), Digest{plan->id.value}.brief())};
  }
  return plan;
}

Result<Done> save_plan(const Plan& plan, const std::string& file) {
  const auto text = write_plan(plan);
  return text ? write_output(*text, file, Readers::owner) : text.error();
}

Result<Plan> load_plan(const std::string& file) {
  auto text = read_whole_file(file, kLargestPlanFile);
  if (!text) return text.error();
  // If a person named another kind of file, a parse error at its first byte does not help.
  const auto first = text->find_first_not_of(" \t\r\n");
  if (first == std::string::npos || (*text)[first] != '{')
    return Error{ErrorKind::invalid, file + " is not a saved plan; `muster plan -o FILE` makes one"};
  return read_plan(*std::move(text), file);
}

}  // namespace muster
