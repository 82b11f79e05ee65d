#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/lease_views.hpp"
#include "reconciler/cli/views/status_views.hpp"

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

void write_machines(JsonWriter& out, const StatusReport& report) {
  out.key("machines").begin_array();
  for (const auto& [slot, machine] : report.actual.machines) {
    out.begin_object().key("slot").text(to_string(slot));
    write_machine(out, machine, report);
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

std::string status_json(const StatusReport& report) {
  const auto bill = bill_of(report.actual, report.prices);
  JsonWriter out;
  out.begin_object();
  out.key("format_version").text("1.0");
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
  out.end_object();
  return std::move(out).finish();
}

}  // namespace muster
