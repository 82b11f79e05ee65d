#include "reconciler/adapters/store/journal_codec.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/signing/statement_json.hpp"

namespace muster {
namespace {

// In the order of the variant.
constexpr std::array<const char*, std::variant_size_v<JournalBody>> kBodyKinds = {
    "apply_started",  "step_started",    "step_finished",    "change_finished",
    "apply_finished", "lease_overtaken", "drift_accepted",   "outcome_measured",
    "statement_made", "agents_drained",  "capacity_missing", "change_refused"};

Error unknown_word(const std::string& word) {
  return {ErrorKind::invalid, "\"" + word + "\" is not a word of the journal"};
}

template <class E, std::size_t N>
Result<E> read_word(const EnumWords<E, N>& words, const std::string& word) {
  if (const auto value = words.find(word)) return *value;
  return unknown_word(word);
}

void write(JsonWriter& out, const RecentChange& memory) {
  out.begin_object();
  out.key("pool").text(memory.pool.value);
  if (memory.slot) out.key("slot").text(to_string(*memory.slot));
  out.key("kind").text(kRecentKindWords.of(memory.kind));
  out.key("direction").text(to_string(memory.direction));
  out.key("decided_at").instant(memory.decided_at);
  out.key("finished_at").instant(memory.finished_at);
  out.key("delta_month_micros").integer(memory.delta_month.in_micros());
  out.end_object();
}

Result<RecentChange> read_recent_change(const JsonView& view) {
  JsonFields in(view);
  RecentChange memory;
  memory.pool = PoolName(in.text("pool"));
  const auto slot = in.text_or("slot", "");
  if (!slot.empty()) memory.slot = in.take(parse_slot(slot));
  memory.kind = in.take(read_word(kRecentKindWords, in.text("kind")));
  memory.direction = in.take(read_word(kDirectionWords, in.text("direction")));
  memory.decided_at = in.take(parse_instant(in.text("decided_at")));
  memory.finished_at = in.take(parse_instant(in.text("finished_at")));
  memory.delta_month = Money::micros(in.integer("delta_month_micros"));
  if (in.failed()) return in.error();
  return memory;
}

struct Write {
  JsonWriter& out;

  void operator()(const ApplyStarted& e) const {
    out.key("plan").text(e.plan.value).key("fleet").text(e.fleet.value);
    out.key("approved_by").text(e.approved_by).key("plan_json").text(e.plan_json);
  }
  void operator()(const StepStarted& e) const {
    out.key("plan").text(e.plan.value).key("change").text(e.change.value).key("step").integer(e.step);
    out.key("kind").text(e.kind).key("operation").text(e.operation);
  }
  void operator()(const StepFinished& e) const {
    out.key("plan").text(e.plan.value).key("change").text(e.change.value).key("step").integer(e.step);
    out.key("ok").boolean(e.ok).key("object_id").text(e.object_id).key("detail").text(e.detail);
  }
  void operator()(const ChangeFinished& e) const {
    out.key("plan").text(e.plan.value).key("change").text(e.change.value);
    out.key("address").text(e.address).key("outcome").text(e.outcome);
    out.key("object_id").text(e.object_id).key("detail").text(e.detail);
    out.key("memory");
    write(out, e.memory);
  }
  void operator()(const ApplyFinished& e) const {
    out.key("plan").text(e.plan.value).key("done").integer(e.done).key("failed").integer(e.failed);
    out.key("skipped").integer(e.skipped).key("unknown").integer(e.unknown);
    out.key("interrupted").boolean(e.interrupted);
  }
  void operator()(const LeaseOvertaken& e) const {
    out.key("token").integer(e.token).key("from").integer(e.from).key("by").text(e.by);
    out.key("holder").text(e.holder).key("plan").text(e.plan.value);
    out.key("operation").text(e.operation).key("why").text(e.why);
  }
  void operator()(const DriftAccepted& e) const {
    out.key("by").text(e.by).key("addresses").begin_array();
    for (const auto& address : e.addresses) out.text(address);
    out.end_array();
  }
  void operator()(const OutcomeMeasured& e) const {
    out.key("plan").text(e.plan.value).key("change").text(e.change.value);
    out.key("subject").text(to_string(e.subject)).key("cpu").measure(e.cpu).key("samples").integer(e.samples);
  }
  void operator()(const StatementMade& e) const {
    out.key("statement");
    write_statement(out, e.said);
  }
  void operator()(const AgentsDrained& e) const {
    out.key("plan").text(e.plan.value).key("change").text(e.change.value);
    out.key("machine").text(e.machine.value).key("moved").integer(e.moved);
    out.key("cut_off").integer(e.cut_off).key("took_ms").integer(e.took.count());
  }
  void operator()(const CapacityMissing& e) const {
    out.key("size").text(e.size.value).key("region").text(e.region.value).key("until").instant(e.until);
  }
  void operator()(const ChangeRefused& e) const {
    out.key("change").text(e.change.value).key("address").text(e.address);
    out.key("declared").text(e.declared.text).key("why").text(e.why);
  }
};

int count(JsonFields& in, const char* name) {
  return static_cast<int>(in.integer(name));
}

DriftAccepted read_acceptance(JsonFields& in) {
  DriftAccepted accepted{in.text("by"), {}};
  const auto addresses = in["addresses"].items();
  if (!addresses) {
    in.take(Result<Done>(addresses.error()));
    return accepted;
  }
  for (const JsonView address : *addresses) accepted.addresses.push_back(in.take(address.text()));
  return accepted;
}

JournalBody read(JsonFields& in, std::size_t kind) {
  if (kind == 6) return read_acceptance(in);
  if (kind == 8) return StatementMade{in.take(read_statement(in["statement"]))};
  if (kind == 10) {
    return CapacityMissing{SizeName(in.text("size")), Region(in.text("region")),
                           in.take(parse_instant(in.text("until")))};
  }
  if (kind == 11) {
    return ChangeRefused{.change = ChangeId(in.text("change")),
                         .address = in.text("address"),
                         .declared = Digest{in.text("declared")},
                         .why = in.text("why")};
  }
  const PlanId plan(in.text("plan"));
  switch (kind) {
    case 0:
      return ApplyStarted{.plan = plan,
                          .fleet = FleetName(in.text("fleet")),
                          .approved_by = in.text("approved_by"),
                          .plan_json = in.text("plan_json")};
    case 1:
      return StepStarted{.plan = plan,
                         .change = ChangeId(in.text("change")),
                         .step = count(in, "step"),
                         .kind = in.text("kind"),
                         .operation = in.text("operation")};
    case 2:
      return StepFinished{.plan = plan,
                          .change = ChangeId(in.text("change")),
                          .step = count(in, "step"),
                          .ok = in.boolean("ok"),
                          .object_id = in.text("object_id"),
                          .detail = in.text("detail")};
    case 3:
      return ChangeFinished{.plan = plan,
                            .change = ChangeId(in.text("change")),
                            .address = in.text("address"),
                            .outcome = in.text("outcome"),
                            .object_id = in.text("object_id"),
                            .detail = in.text("detail"),
                            .memory = in.take(read_recent_change(in["memory"]))};
    case 7:
      return OutcomeMeasured{.plan = plan,
                             .change = ChangeId(in.text("change")),
                             .subject = in.take(parse_subject(in.text("subject"))),
                             .cpu = in.measure("cpu"),
                             .samples = count(in, "samples")};
    case 9:
      return AgentsDrained{.plan = plan,
                           .change = ChangeId(in.text("change")),
                           .machine = MachineId(in.text("machine")),
                           .moved = count(in, "moved"),
                           .cut_off = count(in, "cut_off"),
                           .took = Duration(in.integer("took_ms"))};
    case 4:
      return ApplyFinished{plan,
                           count(in, "done"),
                           count(in, "failed"),
                           count(in, "skipped"),
                           count(in, "unknown"),
                           in.boolean("interrupted")};
    default:
      return LeaseOvertaken{.token = in.integer("token"),
                            .from = in.integer("from"),
                            .by = in.text("by"),
                            .holder = in.text("holder"),
                            .plan = plan,
                            .operation = in.text("operation"),
                            .why = in.text("why")};
  }
}

}  // namespace

const char* kind_of(const JournalBody& body) {
  return kBodyKinds[body.index()];
}

std::string encode_journal(const JournalBody& body) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object();
  std::visit(Write{out}, body);
  return std::move(out.end_object()).finish();
}

Result<JournalBody> decode_journal(const std::string& kind, const std::string& text) {
  const auto known = std::find(kBodyKinds.begin(), kBodyKinds.end(), kind);
  if (known == kBodyKinds.end()) return unknown_word(kind);
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  JsonFields in(document->root());
  auto body = read(in, static_cast<std::size_t>(known - kBodyKinds.begin()));
  if (in.failed()) return in.error();
  return body;
}

}  // namespace muster
