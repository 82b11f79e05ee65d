#include <fmt/format.h>
#include <algorithm>
#include <charconv>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/simulation/measure.hpp"

namespace muster::sandbox {

namespace {

constexpr std::string_view metrics[] = {"cpu",         "filesystem_free", "filesystem_size",  "load_1",
                                        "load_5",      "load_15",         "memory_available", "memory_cached",
                                        "memory_free", "memory_total"};

std::optional<std::int64_t> asked_seconds(const Call& call, std::string_view key) {
  const auto text = call.request.asked(key);
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc()) return std::nullopt;
  return value;
}

void show_line(JsonText& out, const Line& line, bool counts_seconds) {
  out.open_object().key("metric").open_object();
  for (const auto& [name, value] : line.labels) out.text(name, value);
  out.close_object().key("values").open_list();
  for (const auto& [at, value] : line.samples) {
    out.open_list().number(at);
    out.text(counts_seconds ? fmt::format("{:.2f}", value) : fmt::format("{:.0f}", value)).close_list();
  }
  out.close_list().close_object();
}

Response show_metric(const Call& call) {
  const auto& metric = call.parts[0];
  if (std::find(std::begin(metrics), std::end(metrics), metric) == std::end(metrics)) return not_found();
  const auto start = asked_seconds(call, "start");
  const auto end = asked_seconds(call, "end");
  const auto host = asked_seconds(call, "host_id");
  if (!start || !end || !host) return refuse(400, "host_id, start and end are required");
  if (*end < *start) return refuse(400, "end must not be before start");
  const auto* droplet = call.cloud.droplets.find(*host);
  // For a machine it does not know the real service answers with an empty matrix too.
  const auto lines =
      droplet == nullptr ? std::vector<Line>{} : measure(*droplet, metric, *start, *end, call.now);
  JsonText out;
  out.open_object().text("status", "success").key("data").open_object().text("resultType", "matrix");
  out.key("result").open_list();
  for (const auto& line : lines) show_line(out, line, metric == "cpu" || metric.starts_with("load_"));
  out.close_list().close_object().close_object();
  return json_response(200, out);
}

constexpr Route routes[] = {{"GET", "/v2/monitoring/metrics/droplet/*", show_metric}};

}  // namespace

Routes monitoring_routes() {
  return routes;
}

}  // namespace muster::sandbox
