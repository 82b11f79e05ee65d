#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/cost/cost_views.hpp"

namespace muster {

namespace {

void write_bill(JsonWriter& out, const Bill& bill) {
  out.key("currency").text("USD");
  out.key("monthly").money(bill.total.monthly);
  out.key("hourly").money(bill.total.hourly);
  out.key("bill_of_materials").text(materials_of(bill));
  out.key("items").begin_array();
  for (const auto& line : bill.lines) {
    out.begin_object();
    out.key("kind").text(to_string(line.kind));
    out.key("what").text(line.what);
    out.key("count").integer(line.count);
    out.key("monthly_each").money(line.each.monthly);
    out.key("monthly").money(line.total().monthly);
    out.key("hourly").money(line.total().hourly);
    if (!line.known) out.key("not_known").boolean(true);
    out.end_object();
  }
  out.end_array();
}

}  // namespace

std::string cost_json(const CostReport& report) {
  JsonWriter out;
  out.begin_object();
  out.key("format_version").text("1.0");
  out.key("fleet").text(report.fleet.value);
  out.key("prices_dated").text(report.prices_dated);
  out.key("budget").begin_object();
  out.key("monthly_cap");
  if (report.budget.monthly_cap) {
    out.money(*report.budget.monthly_cap);
  } else {
    out.null();
  }
  out.key("alert_share_percent").integer(report.budget.alert_share_percent).end_object();
  if (report.present) {
    out.key("present").begin_object();
    write_bill(out, *report.present);
    out.end_object();
  }
  out.key("projections").begin_array();
  for (const auto& projection : report.projections) {
    out.begin_object();
    out.key("agents").integer(projection.agents);
    write_bill(out, projection.bill);
    out.key("over_budget").boolean(projection.over_budget);
    out.key("notes").begin_array();
    for (const auto& note : projection.notes) out.text(note);
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return std::move(out).finish();
}

}  // namespace muster
