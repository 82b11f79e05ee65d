#include "reconciler/cli/views/status/status_machines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/cli/views/layout/bars.hpp"
#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/cli/views/plan/plan_rows.hpp"
#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/core/base/joined.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

constexpr Metric kBars[] = {Metric::cpu, Metric::memory, Metric::disk};

/// The columns that have room.
struct Rooms {
  bool load = true;     ///< Whether anything is known of the load.
  std::size_t bar = 0;  ///< Columns of a bar; 0: figures alone.
  bool size = true;
  bool status = false;  ///< A column of its own; otherwise it replaces the age of the readings.
  bool age = false;
  bool region = false;
  bool address = false;
  bool price = false;
};

Rooms rooms_of(const std::vector<const MachineFigures*>& machines, bool load, std::size_t width) {
  std::size_t name = 7, size = 4, region = 6, address = 7;
  for (const auto* one : machines) {
    name = std::max(name, to_string(one->slot).size());
    size = std::max(size, one->machine->size.value.size());
    region = std::max(region, one->machine->region.value.size());
    address = std::max(address, one->machine->public_address.size());
  }
  Rooms rooms;
  constexpr std::size_t kFigure = 5, kAgents = 6, kStatus = 8, kRead = 4;
  rooms.load = load;
  rooms.status = width >= 100 || !load;
  auto used = 2 + 2 + name + 2 + kStatus;
  if (load) used += 3 * (2 + kFigure) + 2 + kAgents + (rooms.status ? 2 + kRead : 0);
  const auto take = [&](bool& wanted, std::size_t columns, std::size_t keep) {
    wanted = used + columns + keep <= width;
    if (wanted) used += columns;
  };
  const std::size_t narrow_bars = load ? 3 * 5 : 0, good_bars = load ? 3 * 9 : 0;
  take(rooms.size, 2 + size, narrow_bars);
  take(rooms.price, 2 + 8, good_bars);
  take(rooms.age, 2 + 7, good_bars);
  take(rooms.region, 2 + region, good_bars);
  take(rooms.address, 2 + address, good_bars);
  const auto left = width > used ? (width - used) / 3 : 0;
  rooms.bar = left >= 5 ? std::min<std::size_t>(left - 1, 24) : 0;
  return rooms;
}

BarColour colour_of(const Figure& figure, const Band& band) {
  if (band.above(figure.value)) return BarColour::red;
  if (band.below(figure.value)) return BarColour::cyan;
  if (band.to && figure.value + Measure::whole(5) > *band.to) return BarColour::yellow;
  return BarColour::green;
}

std::string percent_of(Measure value) {
  return fmt::format("{:>3}%", (value.in_milli() + 500) / 1000);
}

std::string bar_cell(const Figure& figure, const Band& band, std::size_t cells, const Paint& paint) {
  if (!figure.known()) {
    const auto* word = figure.quality == Quality::error ? "error" : "–";
    return paint.dim(std::string(cells > 0 ? cells + 1 : 0, ' ') + fmt::format("{:>4}", word));
  }
  const auto colour = figure.quality == Quality::stale ? BarColour::none : colour_of(figure, band);
  auto text = percent_of(figure.value);
  text = figure.quality == Quality::stale ? paint.dim(text)
         : colour == BarColour::red       ? paint.bold(paint.red(text))
                                          : text;
  if (cells == 0) return text;
  return bar_of(figure.value.as_double() / 100, cells, colour, paint) + " " + text;
}

std::string dot_of(const MachineFigures& one, const Paint& paint) {
  if (one.machine->status == MachineStatus::off) return paint.red("○");
  if (one.machine->status != MachineStatus::running || one.machine->busy) return paint.yellow("◐");
  return one.beyond ? paint.red("●") : paint.green("●");
}

std::string status_of(const Machine& machine, const Paint& paint) {
  if (machine.busy) return paint.yellow("busy");
  if (machine.status == MachineStatus::unknown && !machine.status_reported.empty()) {
    constexpr std::size_t kFits = 16;
    return paint.red(machine.status_reported.size() > kFits ? "unreadable"
                                                            : printable(machine.status_reported));
  }
  const auto* word = to_string(machine.status);
  if (machine.status == MachineStatus::running) return word;
  return machine.status == MachineStatus::off ? paint.red(word) : paint.yellow(word);
}

/// The age of the oldest of the readings that are shown.
std::string read_cell(const MachineFigures& one, const Paint& paint) {
  Duration oldest{-1};
  bool stale = false;
  for (const auto metric : kBars) {
    const auto& figure = one.of(metric);
    if (!figure.known()) continue;
    oldest = std::max(oldest, figure.age);
    stale |= figure.quality == Quality::stale;
  }
  if (oldest < Duration(0)) return paint.dim("–");
  return stale ? paint.yellow(short_age(oldest)) : paint.dim(short_age(oldest));
}

std::string age_of(const StatusReport& report, const Machine& machine) {
  return rough_duration(report.actual.seen_at - machine.created_at);
}

std::vector<std::string> head_cells(const Rooms& rooms, const Paint& paint) {
  std::vector<std::string> cells = {paint.dim("  machine")};
  if (rooms.size) cells.push_back(paint.dim("size"));
  if (rooms.load)
    for (const auto* name : {"cpu", "memory", "disk", "agents", "read"}) cells.push_back(paint.dim(name));
  if (rooms.status) cells.push_back(paint.dim("status"));
  if (rooms.age) cells.push_back(paint.dim("age"));
  if (rooms.region) cells.push_back(paint.dim("region"));
  if (rooms.address) cells.push_back(paint.dim("address"));
  if (rooms.price) cells.push_back(paint.dim("a month"));
  return cells;
}

std::vector<std::string> machine_cells(const StatusReport& report, const PoolFigures& pool,
                                       const MachineFigures& one, const Rooms& rooms, const Paint& paint) {
  const auto& machine = *one.machine;
  std::vector<std::string> cells = {dot_of(one, paint) + " " + paint.bold(to_string(one.slot))};
  if (rooms.size) cells.push_back(machine.size.value);
  if (rooms.load) {
    for (const auto metric : kBars)
      cells.push_back(bar_cell(one.of(metric), pool.bands.at(metric), rooms.bar, paint));
    const auto& agents = one.of(Metric::agents);
    cells.push_back(agents.known() ? format_measure(agents.value) : paint.dim("–"));
    const bool usual = machine.status == MachineStatus::running && !machine.busy;
    cells.push_back(rooms.status || usual ? read_cell(one, paint) : status_of(machine, paint));
  }
  if (rooms.status) cells.push_back(status_of(machine, paint));
  if (rooms.age) cells.push_back(paint.dim(age_of(report, machine)));
  if (rooms.region) cells.push_back(paint.dim(machine.region.value));
  if (rooms.address) cells.push_back(paint.dim(printable(machine.public_address)));
  if (rooms.price) cells.push_back(format_money(report.prices.of_size(machine.size).monthly));
  return cells;
}

std::string machines_text(const StatusReport& report, const PoolFigures& pool,
                          const std::vector<const MachineFigures*>& shown, const StatusLayout& layout) {
  const auto rooms = rooms_of(shown, !report.readings.empty(), layout.width);
  std::vector<Align> aligned = {Align::left};
  if (rooms.size) aligned.push_back(Align::left);
  if (rooms.load)
    aligned.insert(aligned.end(), {Align::left, Align::left, Align::left, Align::right, Align::right});
  if (rooms.status) aligned.push_back(Align::left);
  if (rooms.age) aligned.push_back(Align::left);
  if (rooms.region) aligned.push_back(Align::left);
  if (rooms.address) aligned.push_back(Align::left);
  if (rooms.price) aligned.push_back(Align::right);
  Columns columns(aligned);
  columns.row(head_cells(rooms, layout.paint));
  for (const auto* one : shown) columns.row(machine_cells(report, pool, *one, rooms, layout.paint));
  return columns.text("  ");
}

/// "38 more, all within their lines: cpu 12..61%, memory 20..44%": the machines that are not shown.
std::string folded_text(const PoolFigures& pool, const std::vector<const MachineFigures*>& shown,
                        const StatusLayout& layout) {
  if (shown.size() == pool.machines.size()) return "";
  std::vector<const MachineFigures*> rest;
  for (const auto& one : pool.machines)
    if (!std::any_of(shown.begin(), shown.end(), [&](const auto* s) { return s->slot == one.slot; }))
      rest.push_back(&one);
  const auto beyond = std::count_if(rest.begin(), rest.end(), [](const auto* m) { return m->beyond; });
  const auto troubled =
      std::count_if(rest.begin(), rest.end(), [](const auto* m) { return m->troubled && !m->beyond; });
  std::string message = beyond + troubled == 0 ? ", all within their thresholds" : "";
  if (beyond > 0) message += fmt::format(", {} beyond a threshold", beyond);
  if (troubled > 0) message += fmt::format(", {} not running or with old readings", troubled);
  std::string ranges;
  for (const auto metric : kBars) {
    std::optional<Measure> least, most;
    for (const auto* one : rest) {
      const auto& figure = one->of(metric);
      if (!figure.known()) continue;
      least = least ? std::min(*least, figure.value) : figure.value;
      most = most ? std::max(*most, figure.value) : figure.value;
    }
    if (!least) continue;
    ranges += fmt::format("{}{} {}..{}%", ranges.empty() ? ": " : ", ", to_string(metric),
                          (least->in_milli() + 500) / 1000, (most->in_milli() + 500) / 1000);
  }
  const auto line = fmt::format("  {}{}{}", plural(std::ssize(rest), "more machine"), message, ranges);
  return "  " + layout.paint.dim(wrapped(line, layout.width - 2, "    ")) + "\n";
}

std::string header(const PoolFigures& pool, const StatusLayout& layout) {
  const auto& paint = layout.paint;
  const auto count = pool.machines.size();
  auto text = count == 0 ? std::string("no machines") : plural(static_cast<std::int64_t>(count), "machine");
  if (pool.declared) text += fmt::format(" of {}..{}", pool.declared->min, pool.declared->max);
  if (!pool.declared) text += paint.yellow(", of a pool that is not declared");
  if (pool.agents.known()) {
    const auto agents = format_measure(pool.agents.value);
    text += fmt::format(" · {} agent{}", agents, agents == "1" ? "" : "s");
  }
  text += fmt::format(" · {} a month", format_money(pool.monthly));
  if (const auto band = to_string(pool.bands.at(Metric::cpu)); !band.empty()) text += " · cpu " + band;
  return "  " + wrapped(paint.bold(pool.name.value) + "  " + text, layout.width - 2, "    ") + "\n";
}

std::string balancers_text(const StatusReport& report, const PoolFigures& pool, const StatusLayout& layout) {
  std::string text;
  for (auto at = report.actual.balancers.lower_bound({pool.name, 0});
       at != report.actual.balancers.end() && at->first.pool == pool.name; ++at) {
    const auto& balancer = at->second;
    const auto& paint = layout.paint;
    const auto machines =
        std::count_if(balancer.members.begin(), balancer.members.end(), [&](const auto& id) {
          return std::any_of(pool.machines.begin(), pool.machines.end(),
                             [&](const auto& one) { return one.machine->id == id; });
        });
    const auto state = balancer.active ? paint.green("active") : paint.yellow("new");
    const auto in = machines == 0 ? paint.yellow("no machine in it") : plural(machines, "machine") + " in it";
    const auto line = fmt::format("{} {} {}{}, {}", paint.dim("load balancer"), to_string(at->first), state,
                                  balancer.address.empty() ? "" : " at " + printable(balancer.address), in);
    text += "    " + wrapped(line, layout.width - 4, "      ") + "\n";
  }
  return text;
}

std::string volumes_text(const StatusReport& report, const PoolFigures& pool, const StatusLayout& layout) {
  std::vector<std::string> each;
  int count = 0, gib = 0, loose = 0;
  for (auto at = report.actual.volumes.lower_bound({{pool.name, 0}, 0});
       at != report.actual.volumes.end() && at->first.machine.pool == pool.name; ++at) {
    ++count;
    gib += at->second.size_gib;
    const bool attached = at->second.attached_to.has_value();
    if (!attached) ++loose;
    each.push_back(fmt::format("{} {} GiB{}", to_string(at->first), at->second.size_gib,
                               attached ? "" : layout.paint.yellow(" not attached")));
  }
  if (count == 0) return "";
  constexpr int kMost = 6;
  std::string text;
  if (count <= kMost) {
    text = joined(each);
  } else {
    text = fmt::format("{}, {} GiB together{}", count, gib,
                       loose == 0 ? ", all attached" : fmt::format(", {} not attached", loose));
  }
  const auto* title = count == 1 ? "volume" : "volumes";
  return "    " + wrapped(layout.paint.dim(title) + " " + text, layout.width - 4, "      ") + "\n";
}

}  // namespace

std::string short_age(Duration age) {
  const auto seconds =
      std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(age).count());
  if (seconds < 100) return fmt::format("{}s", seconds);
  if (seconds < 100 * 60) return fmt::format("{}m", seconds / 60);
  if (seconds < 100 * 3600) return fmt::format("{}h", seconds / 3600);
  return fmt::format("{}d", seconds / 86'400);
}

std::string pool_text(const StatusReport& report, const PoolFigures& pool, const StatusLayout& layout,
                      std::size_t lines) {
  auto text = header(pool, layout);
  if (!pool.machines.empty()) {
    const auto shown = shown_of(pool, lines);
    text += machines_text(report, pool, shown, layout) + folded_text(pool, shown, layout);
  }
  return text + balancers_text(report, pool, layout) + volumes_text(report, pool, layout);
}

}  // namespace muster
