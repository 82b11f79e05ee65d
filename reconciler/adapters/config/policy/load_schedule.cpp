#include "reconciler/adapters/config/policy/load_schedule.hpp"

#include <fmt/format.h>

#include <map>

#include "reconciler/adapters/config/policy/load_spare.hpp"
#include "reconciler/adapters/zoneinfo/read_time_zone.hpp"
#include "reconciler/core/policy/kind/parse_cron.hpp"

namespace muster {
namespace {

constexpr auto kCronExample = "minute, hour, day of the month, month, weekday, such as \"0 8 * * mon-fri\"";

std::optional<Cron> cron_in(const DeclaredFields& fields, const std::string& key) {
  if (!fields.has(key)) return std::nullopt;
  auto cron = parse_cron(fields.text(key));
  if (cron) return *std::move(cron);
  fields.report(key, cron.error().what, kCronExample);
  return std::nullopt;
}

TimeZone zone_in(const DeclaredFields& fields) {
  auto zone = read_time_zone(fields.text("zone", "UTC"));
  if (zone) return *std::move(zone);
  fields.report("zone", zone.error().what, "a zone of the IANA database, such as Europe/Berlin");
  return {};
}

ScheduleWindow window_in(const DeclaredFields& fields) {
  ScheduleWindow window;
  window.at = fields.at();
  window.name = fields.text("name");
  window.zone = zone_in(fields);
  window.start = cron_in(fields, "start").value_or(Cron{});
  if (fields.has("duration") == fields.has("end")) {
    fields.report(fields.has("end") ? "end" : "duration",
                  fields.has("end") ? "both duration and end" : "the window never closes",
                  "exactly one of duration and end");
  }
  if (fields.has("duration")) window.lasting = fields.duration("duration", Duration(0));
  window.end = cron_in(fields, "end");
  window.machines = fields.number("machines", 0);
  window.size = SizeName(fields.text("size"));
  window.agents = fields.number("agents", 0);
  if (fields.has("spare")) window.spare = load_spare_room(fields.map("spare"));
  return window;
}

}  // namespace

Schedule load_schedule(const DeclaredFields& spec) {
  Schedule schedule;
  std::map<std::string, int> seen;
  for (const auto& fields : spec.maps("schedule")) {
    schedule.windows.push_back(window_in(fields));
    const auto& window = schedule.windows.back();
    const auto [first, is_new] = seen.emplace(window.name, window.at.line);
    if (!window.name.empty() && !is_new)
      fields.report("name", fmt::format("there is a second window \"{}\"", window.name), "each name once",
                    fmt::format("the first is at line {}", first->second));
  }
  return schedule;
}

}  // namespace muster
