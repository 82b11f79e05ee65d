#include "reconciler/adapters/readings/prometheus/prometheus_queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "reconciler/adapters/host/filesystems.hpp"
#include "reconciler/adapters/readings/replace_all.hpp"

namespace muster {
namespace {

constexpr const char* kCpu =
    "100 * (1 - sum by ($label) (rate(node_cpu_seconds_total{mode=~\"idle|iowait\"}[$window]))"
    " / sum by ($label) (rate(node_cpu_seconds_total[$window])))";
// A negative amount cannot be available or free: such a series is excluded, because 100.0001% would pass as
// 100.
constexpr const char* kMemory =
    "100 * (1 - (max by ($label) (node_memory_MemAvailable_bytes) >= 0) / max by ($label) "
    "(node_memory_MemTotal_bytes))";
// As df counts: space reserved for root counts neither as used nor as free. A read-only filesystem never
// grows.
constexpr const char* kDisk =
    "100 * max by ($label) (((node_filesystem_size_bytes{$data} - node_filesystem_free_bytes) / "
    "(node_filesystem_size_bytes - node_filesystem_free_bytes + "
    "node_filesystem_avail_bytes) and node_filesystem_free_bytes >= 0 and node_filesystem_avail_bytes >= 0) "
    "unless (node_filesystem_readonly == 1))";
// A device that is mounted twice is full only once.
constexpr const char* kDiskUsed =
    "sum by ($label) (max by ($label, device) ((node_filesystem_size_bytes{$data} - "
    "(node_filesystem_free_bytes >= 0)) unless (node_filesystem_readonly == 1)))";

/// "1h30m" as Prometheus writes times; 0 for anything else.
Duration prometheus_duration(std::string_view text) {
  static const std::map<std::string_view, Duration> kUnits = {
      {"ms", 1ms}, {"s", 1s}, {"m", 1min}, {"h", 1h}, {"d", 24h}, {"w", 168h}, {"y", 8760h}};
  Duration sum{0};
  while (!text.empty()) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto unit_end = std::min(text.find_first_of("0123456789", digits), text.size());
    const auto unit = kUnits.find(text.substr(digits, unit_end - digits));
    std::int64_t count = 0;
    const auto read = std::from_chars(text.data(), text.data() + digits, count);
    if (digits == 0 || digits > 9 || read.ec != std::errc() || unit == kUnits.end()) return Duration(0);
    sum += unit->second * count;
    text.remove_prefix(unit_end);
  }
  return sum;
}

}  // namespace

std::map<Metric, std::string> prometheus_queries(const std::map<std::string, std::string>& declared) {
  std::map<Metric, std::string> queries = {
      {Metric::cpu, kCpu}, {Metric::memory, kMemory}, {Metric::disk, kDisk}, {Metric::disk_used, kDiskUsed}};
  for (const auto& [word, query] : declared) {
    const auto metric = metric_of(word);
    if (!metric) continue;
    if (query.empty())
      queries.erase(*metric);
    else
      queries[*metric] = query;
  }
  return queries;
}

std::string filled_in(std::string query, const std::string& label, Duration window) {
  replace_all(query, "$label", label);
  replace_all(query, "$data", data_filesystem_matchers());
  replace_all(query, "$window", fmt::format("{}s", std::chrono::ceil<std::chrono::seconds>(window).count()));
  return query;
}

Duration looks_back(const std::string& query) {
  Duration longest{0};
  for (auto at = query.find('['); at != std::string::npos; at = query.find('[', at + 1)) {
    std::string_view range(query);
    range = range.substr(at + 1, range.find_first_of("]:", at) - at - 1);
    longest = std::max(longest, prometheus_duration(range));
  }
  return longest;
}

}  // namespace muster
