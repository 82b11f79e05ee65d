#include "tests/contracts/told_cells.hpp"

#include <algorithm>
#include <string>

namespace muster::test {
namespace {

constexpr const char* kNeverWell =
    "a metric of which nothing good ever came stands against other rules no longer than an hour after the "
    "newest "
    "machine was made";
constexpr const char* kNotPromised =
    "a file promises no metric: of one that it never told nobody waits for a word";
constexpr const char* kBelowTheLine =
    "its newest readings lie below the line: the rule for more does not hold";
constexpr const char* kSumOfAll = "agents are a sum over the pool, and nobody knows a part of it";
constexpr const char* kLooksItself =
    "muster reads the kernel's texts at its own looks; one that cannot be read fails, as every other NaN "
    "does";
constexpr const char* kOwnClock =
    "its readings have the time of muster's own look; ailing_sources_test steps that clock";

}  // namespace

const std::vector<std::unique_ptr<ToldReadings>>& told_sources() {
  static const auto all = [] {
    std::vector<std::unique_ptr<ToldReadings>> made;
    made.push_back(told_by_prometheus());
    made.push_back(told_by_csv_file());
    made.push_back(told_by_ndjson_file());
    made.push_back(told_by_pushes());
    made.push_back(told_by_node_exporter());
    made.push_back(told_by_muster_node_pages());
    made.push_back(told_by_droplets());
    made.push_back(told_by_host());
    return made;
  }();
  return all;
}

const std::vector<SpecialCell>& special_cells() {
  static const std::vector<SpecialCell> all = {
      {"file",
       {},
       "told by two",
       CellIs::impossible,
       "two writers of a file make the text of one that tells twice"},
      {"pages", {}, "told by two", CellIs::impossible, "a page has one writer"},
      {"DigitalOcean", {}, "told by two", CellIs::impossible, "a droplet's samples have its own id"},
      {"host", {}, "two of three", CellIs::impossible, "it tells of one machine"},
      {"host", {}, "told ", CellIs::impossible, "the kernel writes each of its texts once"},
      {"host", {}, "its clock", CellIs::impossible, kOwnClock},
      {"host", {}, "all it ever told", CellIs::impossible, kOwnClock},
      {"host", {}, "a value every", CellIs::impossible, kLooksItself},
      {"host", Metric::memory, "the same old", CellIs::impossible,
       "the kernel writes the text as it is read"},
      {"file", Metric::cpu, "never told", CellIs::not_looked_at, kNotPromised},
      {"file", Metric::memory, "never told", CellIs::not_looked_at, kNotPromised},
      {"", Metric::disk, "never told", CellIs::let_shrink, kNeverWell},
      {"", Metric::response_time, "never told", CellIs::let_shrink, kNeverWell},
      {"", Metric::agents, "never told", CellIs::let_shrink, kNeverWell},
      {"", Metric::disk, "all it ever told", CellIs::let_shrink, kNeverWell},
      {"", Metric::response_time, "all it ever told", CellIs::let_shrink, kNeverWell},
      {"", Metric::agents, "all it ever told", CellIs::let_shrink, kNeverWell},
      {"", Metric::response_time, "its clock was", CellIs::let_shrink, kBelowTheLine},
      {"", Metric::agents, "two of three", CellIs::not_grown_by, kSumOfAll},
  };
  return all;
}

bool speaks_of(const SpecialCell& cell, const ToldReadings& source, Metric metric, const Trouble& trouble) {
  return std::string(source.name()).find(cell.source) != std::string::npos &&
         cell.metric.value_or(metric) == metric && std::string(trouble.name).starts_with(cell.trouble);
}

const SpecialCell* special_of(const ToldReadings& source, Metric metric, const Trouble& trouble) {
  const auto& all = special_cells();
  const auto found = std::find_if(all.begin(), all.end(), [&](const SpecialCell& cell) {
    return speaks_of(cell, source, metric, trouble);
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace muster::test
