#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/approval/lease_views.hpp"
#include "reconciler/cli/views/approval/pending_json.hpp"
#include "reconciler/cli/views/status/status_figures.hpp"
#include "reconciler/core/fleet/bill/strays.hpp"

namespace muster {

namespace {

void write_machine(JsonWriter& out, const Machine& machine, const StatusReport& report) {
  const auto age =
      std::chrono::duration_cast<std::chrono::seconds>(report.actual.seen_at - machine.created_at);
  out.key("id").text(machine.id.value);
  out.key("name").text(machine.name);
  out.key("size").text(machine.size.value);
  out.key("region").text(machine.region.value);
  out.key("status").text(to_string(machine.status));
  out.key("busy").boolean(machine.busy);
  out.key("created_at").instant(machine.created_at);
  out.key("age_seconds").integer(age.count());
  out.key("public_address").text(machine.public_address);
  out.key("monthly").money(report.prices.of_size(machine.size).monthly);
}

void write_figure(JsonWriter& out, const Figure& figure) {
  out.begin_object();
  out.key("value");
  if (figure.known()) {
    out.measure(figure.value);
  } else {
    out.null();
  }
  out.key("quality").text(to_string(figure.quality));
  out.key("age_seconds");
  if (figure.known()) {
    out.integer(std::chrono::duration_cast<std::chrono::seconds>(figure.age).count());
  } else {
    out.null();
  }
  out.end_object();
}

void write_load(JsonWriter& out, const StatusReport& report, const Slot& slot) {
  out.key("load").begin_object();
  for (const auto metric : {Metric::cpu, Metric::memory, Metric::disk, Metric::agents}) {
    out.key(to_string(metric));
    write_figure(out, figure_of(report, slot, metric));
  }
  out.end_object();
}

void write_line(JsonWriter& out, const char* name, const std::optional<Measure>& line) {
  out.key(name);
  if (line) {
    out.measure(*line);
  } else {
    out.null();
  }
}

void write_pools(JsonWriter& out, const StatusReport& report) {
  out.key("pools").begin_array();
  for (const auto& pool : pools_of(report)) {
    out.begin_object();
    out.key("name").text(pool.name.value);
    out.key("declared").boolean(pool.declared != nullptr);
    out.key("machines").integer(static_cast<std::int64_t>(pool.machines.size()));
    out.key("min").integer(pool.declared ? pool.declared->min : 0);
    out.key("max").integer(pool.declared ? pool.declared->max : 0);
    out.key("agents");
    write_figure(out, pool.agents);
    out.key("bands").begin_object();
    for (const auto& [metric, band] : pool.bands) {
      out.key(to_string(metric)).begin_object();
      write_line(out, "from", band.from);
      write_line(out, "to", band.to);
      out.end_object();
    }
    out.end_object();
    out.key("monthly").money(pool.monthly).end_object();
  }
  out.end_array();
}

void write_revision(JsonWriter& out, const char* name, const Revision& revision) {
  out.key(name).begin_object();
  out.key("commit").text(revision.commit);
  out.key("declared").text(revision.declared.text).end_object();
}

void write_loop(JsonWriter& out, const StatusReport& report) {
  out.key("loop");
  if (!report.loop) {
    out.null();
    return;
  }
  const auto& loop = *report.loop;
  out.begin_object();
  out.key("round").integer(loop.round);
  out.key("at").instant(loop.at);
  out.key("next").instant(loop.next);
  write_revision(out, "attempted", loop.attempted);
  write_revision(out, "applied", loop.applied);
  out.key("conditions").begin_array();
  for (const auto& condition : loop.conditions) {
    out.begin_object();
    out.key("type").text(condition.type);
    out.key("status").boolean(condition.holds);
    out.key("reason").text(condition.reason);
    out.key("message").text(condition.message);
    out.key("since").instant(condition.since).end_object();
  }
  out.end_array();
  out.key("running").begin_array();
  for (const auto& line : loop.running) out.text(line);
  out.end_array().end_object();
}

/// The newest first, as people read them.
void write_events(JsonWriter& out, const StatusReport& report) {
  constexpr std::size_t kMost = 20;
  out.key("events").begin_array();
  for (std::size_t i = 0; i < std::min(kMost, report.events.size()); ++i) {
    const auto& event = report.events[report.events.size() - 1 - i];
    out.begin_object();
    out.key("at").instant(event.timestamp);
    out.key("address").text(event.address);
    out.key("action").text(event.action);
    out.key("from").text(event.from);
    out.key("to").text(event.to);
    out.key("outcome").text(event.outcome);
    out.key("rule").text(event.trigger.empty() ? "" : event.trigger.front().rule).end_object();
  }
  out.end_array();
}

void write_machines(JsonWriter& out, const StatusReport& report) {
  out.key("machines").begin_array();
  for (const auto& [slot, machine] : report.actual.machines) {
    out.begin_object().key("slot").text(to_string(slot));
    write_machine(out, machine, report);
    write_load(out, report, slot);
    out.end_object();
  }
  out.end_array();
  out.key("strays").begin_array();
  for (const auto& stray : report.actual.strays) {
    out.begin_object();
    write_machine(out, stray, report);
    out.end_object();
  }
  out.end_array();
}

/// Those that are no machines.
void write_other_strays(JsonWriter& out, const StatusReport& report) {
  out.key("other_strays").begin_array();
  for (const auto& stray : strays_of(report.actual, report.prices)) {
    if (stray.kind == ObjectKind::machine) continue;
    out.begin_object().key("kind").text(word_for(stray.kind, false)).key("id").text(stray.id);
    out.key("says").text(stray.message).key("monthly").money(stray.price.monthly).end_object();
  }
  out.end_array();
}

void write_volumes(JsonWriter& out, const StatusReport& report) {
  out.key("volumes").begin_array();
  for (const auto& [slot, volume] : report.actual.volumes) {
    out.begin_object();
    out.key("slot").text(to_string(slot));
    out.key("id").text(volume.id.value);
    out.key("size_gib").integer(volume.size_gib);
    out.key("region").text(volume.region.value);
    out.key("attached_to");
    if (volume.attached_to) {
      out.text(volume.attached_to->value);
    } else {
      out.null();
    }
    out.key("monthly").money(report.prices.of_volume(volume.size_gib).monthly).end_object();
  }
  out.end_array();
}

void write_balancers(JsonWriter& out, const StatusReport& report) {
  out.key("load_balancers").begin_array();
  for (const auto& [slot, balancer] : report.actual.balancers) {
    out.begin_object();
    out.key("slot").text(to_string(slot));
    out.key("id").text(balancer.id.value);
    out.key("region").text(balancer.region.value);
    out.key("active").boolean(balancer.active);
    out.key("address").text(balancer.address);
    out.key("members").begin_array();
    for (const auto& member : balancer.members) out.text(member.value);
    out.end_array();
    out.key("monthly").money(report.prices.of_load_balancer().monthly).end_object();
  }
  out.end_array();
}

}  // namespace

namespace {

void write_status(JsonWriter& out, const StatusReport& report) {
  const auto bill = bill_of(report.actual, report.prices);
  out.begin_object();
  out.key("format_version").text("1.1");
  out.key("fleet").text(report.fleet.name.value);
  out.key("cloud").text(report.cloud);
  out.key("seen_at").instant(report.actual.seen_at);
  out.key("complete").boolean(report.actual.complete());
  out.key("gaps").begin_array();
  for (const auto& gap : report.actual.gaps) out.text(gap);
  out.end_array();
  out.key("lease");
  if (report.lease) {
    write_lease(out, *report.lease, report.holder);
  } else {
    out.null();
  }
  write_machines(out, report);
  write_other_strays(out, report);
  write_volumes(out, report);
  write_balancers(out, report);
  out.key("spend").begin_object();
  out.key("currency").text("USD");
  out.key("monthly").money(bill.total.monthly);
  out.key("hourly").money(bill.total.hourly);
  out.key("monthly_cap");
  if (report.fleet.budget.monthly_cap) {
    out.money(*report.fleet.budget.monthly_cap);
  } else {
    out.null();
  }
  out.key("bill_of_materials").text(materials_of(bill)).end_object();
  write_pools(out, report);
  write_loop(out, report);
  out.key("pending");
  write_pending(out, report.pending, report.now);
  write_events(out, report);
  out.key("warnings").begin_array();
  for (const auto& warning : report.warnings) out.text(warning);
  out.end_array();
  out.end_object();
}

}  // namespace

std::string status_json(const StatusReport& report) {
  JsonWriter out;
  write_status(out, report);
  return std::move(out).finish();
}

std::string status_json_line(const StatusReport& report) {
  JsonWriter out(JsonLayout::compact);
  write_status(out, report);
  return std::move(out).finish() + "\n";
}

}  // namespace muster
