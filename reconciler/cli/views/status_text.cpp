#include <fmt/format.h>

#include "reconciler/cli/views/columns.hpp"
#include "reconciler/cli/views/cost_views.hpp"
#include "reconciler/cli/views/lease_views.hpp"
#include "reconciler/cli/views/status_views.hpp"

namespace muster {

namespace {

std::string age_of(Instant since, Instant now) {
  return rough_duration(std::chrono::duration_cast<std::chrono::seconds>(now - since).count());
}

std::string status_word(const Machine& machine, const Paint& paint) {
  auto word = std::string(to_string(machine.status));
  if (machine.busy) word += " (busy)";
  return machine.status == MachineStatus::running ? paint.green(word) : paint.yellow(word);
}

std::string machine_of(const ActualState& actual, const MachineId& id) {
  for (const auto& [slot, machine] : actual.machines) {
    if (machine.id == id) return to_string(slot);
  }
  return "machine " + id.value;
}

std::string machines_text(const StatusReport& report, const Paint& paint) {
  Columns columns(
      {Align::left, Align::left, Align::left, Align::left, Align::left, Align::left, Align::right});
  columns.row({paint.dim("machine"), paint.dim("size"), paint.dim("region"), paint.dim("status"),
               paint.dim("age"), paint.dim("address"), paint.dim("a month")});
  const auto add = [&](const std::string& name, const Machine& machine) {
    columns.row({name, machine.size.value, machine.region.value, status_word(machine, paint),
                 age_of(machine.created_at, report.actual.seen_at), machine.public_address,
                 format_money(report.prices.of_size(machine.size).monthly)});
  };
  for (const auto& [slot, machine] : report.actual.machines) add(paint.bold(to_string(slot)), machine);
  for (const auto& stray : report.actual.strays) add(paint.red("stray " + stray.name), stray);
  return columns.text("  ");
}

std::string volumes_text(const StatusReport& report, const Paint& paint) {
  Columns columns({Align::left, Align::right, Align::left, Align::left, Align::right});
  columns.row({paint.dim("volume"), paint.dim("size"), paint.dim("region"), paint.dim("attached to"),
               paint.dim("a month")});
  for (const auto& [slot, volume] : report.actual.volumes) {
    columns.row(
        {to_string(slot), fmt::format("{} GiB", volume.size_gib), volume.region.value,
         volume.attached_to ? machine_of(report.actual, *volume.attached_to) : paint.yellow("nothing"),
         format_money(report.prices.of_volume(volume.size_gib).monthly)});
  }
  return columns.text("  ");
}

std::string balancers_text(const StatusReport& report, const Paint& paint) {
  Columns columns({Align::left, Align::left, Align::left, Align::left, Align::left, Align::right});
  columns.row({paint.dim("load balancer"), paint.dim("region"), paint.dim("status"), paint.dim("address"),
               paint.dim("members"), paint.dim("a month")});
  for (const auto& [slot, balancer] : report.actual.balancers) {
    std::string members;
    for (const auto& member : balancer.members) {
      members += (members.empty() ? "" : ", ") + machine_of(report.actual, member);
    }
    columns.row({to_string(slot), balancer.region.value,
                 balancer.active ? paint.green("active") : paint.yellow("new"), balancer.address,
                 members.empty() ? paint.yellow("none") : members,
                 format_money(report.prices.of_load_balancer().monthly)});
  }
  return columns.text("  ");
}

}  // namespace

std::string status_text(const StatusReport& report, const Paint& paint) {
  const auto& actual = report.actual;
  auto text =
      fmt::format("{} {}\n", paint.bold("Fleet " + report.fleet.name.value),
                  paint.dim(fmt::format("on {}, seen {}", report.cloud, format_instant(actual.seen_at))));
  if (actual.machines.empty() && actual.strays.empty()) {
    text += "\n  no machines\n";
  } else {
    text += "\n" + machines_text(report, paint);
  }
  if (!actual.volumes.empty()) text += "\n" + volumes_text(report, paint);
  if (!actual.balancers.empty()) text += "\n" + balancers_text(report, paint);
  text += "\n  spend  " +
          spend_line(bill_of(actual, report.prices).total.monthly, report.fleet.budget, paint) + "\n";
  if (report.lease)
    text += "\nBeing changed right now:\n" + lease_text(*report.lease, report.holder, actual.seen_at, paint);
  for (const auto& gap : actual.gaps) text += fmt::format("  {} not seen: {}\n", paint.red("gap"), gap);
  return text;
}

std::string status_markdown(const StatusReport& report) {
  auto text = fmt::format(
      "### Fleet `{}` on {}\n\n| machine | size | region | status | a month |\n|---|---|---|---|---:|\n",
      report.fleet.name.value, report.cloud);
  for (const auto& [slot, machine] : report.actual.machines) {
    text +=
        fmt::format("| {} | {} | {} | {} | {} |\n", to_string(slot), machine.size.value, machine.region.value,
                    to_string(machine.status), format_money(report.prices.of_size(machine.size).monthly));
  }
  for (const auto& stray : report.actual.strays) {
    text +=
        fmt::format("| stray {} | {} | {} | {} | {} |\n", stray.name, stray.size.value, stray.region.value,
                    to_string(stray.status), format_money(report.prices.of_size(stray.size).monthly));
  }
  if (report.lease) text += fmt::format("\nBeing changed right now by {}.\n", describe(report.lease->holder));
  const auto bill = bill_of(report.actual, report.prices);
  return text + fmt::format("\n{}: **{}** a month.\n", materials_of(bill), format_money(bill.total.monthly));
}

}  // namespace muster
