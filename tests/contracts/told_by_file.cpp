#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/readings/file/file_source.hpp"
#include "tests/contracts/told_readings.hpp"
#include "tests/support/temporary_folder.hpp"

namespace muster::test {
namespace {

struct WrittenLine {
  Instant written;
  std::string text;
};

std::string csv_line(int machine, Metric metric, Instant stamp, const std::string& value) {
  return fmt::format("{},worker/{},{},{}\n", format_instant(stamp), machine, to_string(metric), value);
}

/// A file to which lines are appended as samples are measured.
class ToldByFile final : public ToldReadings {
 public:
  explicit ToldByFile(bool csv) : csv_(csv) {}

  const char* name() const override { return csv_ ? "file in CSV" : "file in NDJSON"; }
  ReadingsRule rule() const override { return {.kind = "file"}; }
  Telling frame() const override {
    return {.machines = 3,
            .step = 30s,
            .metrics = {Metric::cpu, Metric::memory, Metric::disk, Metric::response_time, Metric::agents}};
  }
  GatheredReadings hear(const Telling& telling, const World& world) const override {
    testing::FakeClock clock{noon() - kLookedAtFor};
    const TemporaryFolder folder;
    const std::string file = csv_ ? "readings.csv" : "readings.ndjson";
    FileSource source(folder.path(file), needs_of(world.policies));
    const auto lines = lines_of(telling);
    auto next = lines.begin();
    folder.write(file, csv_ ? "at,subject,metric,value\n" : "");
    return heard_at_noon(source, clock, world, 10min, [&](Instant at) {
      std::ofstream stream(folder.path(file), std::ios::app | std::ios::binary);
      for (; next != lines.end() && next->written <= at; ++next) stream << next->text;
    });
  }

 private:
  std::vector<WrittenLine> lines_of(const Telling& telling) const {
    std::vector<WrittenLine> lines;
    for (const auto& [of, samples] : telling.samples) {
      for (const auto& sample : samples) {
        for (const auto& value : {sample.value, sample.other}) {
          if (!value.empty())
            lines.push_back(
                {sample.written, (csv_ ? csv_line : told_line)(of.first, of.second, sample.stamp, value)});
        }
      }
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const WrittenLine& a, const WrittenLine& b) { return a.written < b.written; });
    return lines;
  }

  bool csv_;
};

}  // namespace

std::unique_ptr<ToldReadings> told_by_csv_file() {
  return std::make_unique<ToldByFile>(true);
}
std::unique_ptr<ToldReadings> told_by_ndjson_file() {
  return std::make_unique<ToldByFile>(false);
}

}  // namespace muster::test
