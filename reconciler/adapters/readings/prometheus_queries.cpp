#include "reconciler/adapters/readings/prometheus_queries.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/host/filesystems.hpp"

namespace muster {
namespace {

constexpr const char* kCpu =
    "100 * (1 - sum by ($label) (rate(node_cpu_seconds_total{mode=~\"idle|iowait\"}[$window]))"
    " / sum by ($label) (rate(node_cpu_seconds_total[$window])))";
constexpr const char* kMemory =
    "100 * (1 - max by ($label) (node_memory_MemAvailable_bytes) / max by ($label) "
    "(node_memory_MemTotal_bytes))";
// As df counts: what is kept for root counts neither as used nor as free. What nobody can write to never
// grows.
constexpr const char* kDisk =
    "100 * max by ($label) (((node_filesystem_size_bytes{$data} - node_filesystem_free_bytes) / "
    "(node_filesystem_size_bytes - node_filesystem_free_bytes + "
    "node_filesystem_avail_bytes)) unless (node_filesystem_readonly == 1))";
// A device that is mounted twice is full only once.
constexpr const char* kDiskUsed =
    "sum by ($label) (max by ($label, device) ((node_filesystem_size_bytes{$data} - "
    "node_filesystem_free_bytes) unless (node_filesystem_readonly == 1)))";

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
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

}  // namespace muster
