#include "reconciler/core/fleet/bill/itemised_bill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/core/base/text/plural.hpp"

namespace muster {

const char* to_string(BillLine::Kind kind) {
  switch (kind) {
    case BillLine::Kind::machine:
      return "machine";
    case BillLine::Kind::balancer:
      return "load_balancer";
    case BillLine::Kind::volume:
      return "volume";
  }
  return "machine";
}

namespace {

/// Counts the resources of a bill before pricing.
struct Counted {
  std::map<SizeName, int> machines;
  std::map<int, int> volumes_by_gib;
  int balancers = 0;
};

Bill priced(const Counted& counted, const PriceList& prices) {
  Bill bill;
  for (const auto& [size, count] : counted.machines) {
    bill.lines.push_back({.kind = BillLine::Kind::machine,
                          .what = size.value,
                          .count = count,
                          .each = prices.of_size(size),
                          .known = prices.find(size) != nullptr});
  }
  if (counted.balancers > 0) {
    bill.lines.push_back({.kind = BillLine::Kind::balancer,
                          .what = "load balancer",
                          .count = counted.balancers,
                          .each = prices.of_load_balancer()});
  }
  for (const auto& [gib, count] : counted.volumes_by_gib) {
    bill.lines.push_back({.kind = BillLine::Kind::volume,
                          .what = fmt::format("{} GiB", gib),
                          .count = count,
                          .each = prices.of_volume(gib)});
  }
  for (const auto& line : bill.lines) bill.total = bill.total + line.total();
  return bill;
}

}  // namespace

bool Bill::is_known() const {
  return std::all_of(lines.begin(), lines.end(), [](const BillLine& line) { return line.known; });
}

Bill bill_of(const ActualState& actual, const PriceList& prices) {
  Counted counted;
  for (const auto& [slot, machine] : actual.machines) ++counted.machines[machine.size];
  for (const auto& stray : actual.strays) ++counted.machines[stray.size];
  for (const auto& [slot, volume] : actual.volumes) ++counted.volumes_by_gib[volume.size_gib];
  for (const auto& stray : actual.stray_volumes) ++counted.volumes_by_gib[stray.size_gib];
  counted.balancers = static_cast<int>(actual.balancers.size() + actual.stray_balancers.size());
  return priced(counted, prices);
}

Bill bill_of(const DesiredState& desired, const PriceList& prices) {
  Counted counted;
  for (const auto& [slot, machine] : desired.machines) ++counted.machines[machine.size];
  for (const auto& [slot, volume] : desired.volumes) ++counted.volumes_by_gib[volume.size_gib];
  counted.balancers = static_cast<int>(desired.balancers.size());
  return priced(counted, prices);
}

std::string materials_of(const Bill& bill) {
  std::string text;
  for (const auto& line : bill.lines) {
    if (!text.empty()) text += " + ";
    const bool lone_volume = line.kind == BillLine::Kind::volume && line.count == 1;
    if (lone_volume) {
      text += line.what;
    } else if (line.kind == BillLine::Kind::balancer) {
      text += plural(line.count, line.what);
    } else {
      text += fmt::format("{} x {}", line.count, line.what);
    }
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace muster
