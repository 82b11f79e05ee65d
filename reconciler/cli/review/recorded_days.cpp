#include "reconciler/cli/review/recorded_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/readings/file/recorded_source.hpp"
#include "reconciler/adapters/readings/open/open_source.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"

namespace muster {
namespace {

/// Largest number of samples of a series in one request, because sources limit it.
constexpr int kMostSamples = 4000;

/// One source with a history, opened again for each span of time, because a source keeps its last request.
using Opener = std::function<Result<std::unique_ptr<ReadingSource>>()>;

/// Someone else's source, as one that can be opened.
class Borrowed final : public ReadingSource {
 public:
  explicit Borrowed(ReadingSource& source) : source_(&source) {}
  std::string name() const override { return source_->name(); }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override {
    return source_->readings(fleet, actual, since, now);
  }
  std::vector<std::string> trouble() const override { return source_->trouble(); }

 private:
  ReadingSource* source_;
};

class Gatherer {
 public:
  Gatherer(const Fleet& fleet, const ActualState& actual, Instant since, Instant until)
      : fleet_(fleet), actual_(actual), since_(since), until_(until) {}

  Duration span() const {
    return std::min<Duration>(std::chrono::hours(24), fleet_.sample_every * kMostSamples);
  }

  /// Adds the readings of series that no earlier source has.
  void take(const std::vector<Reading>& readings) {
    std::set<std::pair<Subject, Metric>> here;
    for (const auto& reading : readings) {
      // A present machine that did not exist then has no reading.
      if (reading.quality == Quality::missing || reported_.count({reading.subject, reading.metric})) continue;
      if (fleet_.find_pool(pool_of(reading.subject)) == nullptr &&
          !std::holds_alternative<FleetWide>(reading.subject))
        continue;
      here.insert({reading.subject, reading.metric});
      days_.readings.push_back(reading);
    }
    reported_.merge(here);
  }

  Result<Done> ask_file(const std::string& path) {
    const auto source = RecordedSource::open(path);
    if (!source) return source.error();
    const auto readings = (*source)->readings(fleet_, actual_, since_, until_);
    if (!readings) return readings.error();
    for (const auto& wrong : (*source)->warnings())
      note(fmt::format("{}: {}", to_string(wrong.at), wrong.summary));
    take(*readings);
    return Done{};
  }

  void ask(const Opener& open) {
    std::vector<Reading> all;
    std::set<std::string> said;
    for (auto from = since_; from < until_; from += span()) {
      auto source = open();
      const auto to = std::min(until_, from + span());
      const auto readings = source ? (*source)->readings(fleet_, actual_, from, to)
                                   : Result<std::vector<Reading>>(source.error());
      if (!readings) {
        const auto name = source ? (*source)->name() : std::string("a source");
        if (said.insert(readings.error().what).second)
          note(name + " did not return all of these days: " + readings.error().what);
        continue;
      }
      for (const auto& reading : *readings)
        if (reading.at >= from && (reading.at < to || to == until_)) all.push_back(reading);
    }
    take(all);
  }

  void note(std::string text) { days_.notes.push_back(std::move(text)); }
  RecordedDays finish() { return std::move(days_); }

 private:
  static PoolName pool_of(const Subject& subject) {
    if (const auto* slot = std::get_if<Slot>(&subject)) return slot->pool;
    const auto* pool = std::get_if<PoolName>(&subject);
    return pool ? *pool : PoolName();
  }

  const Fleet& fleet_;
  const ActualState& actual_;
  Instant since_;
  Instant until_;
  std::set<std::pair<Subject, Metric>> reported_{};
  RecordedDays days_{};
};

}  // namespace

Result<RecordedDays> readings_of_days(Workspace& workspace, const Settings& settings,
                                      const RecordedSpan& span, Console& console) {
  Gatherer gatherer(span.fleet, span.actual, span.since, span.until);
  for (const auto& file : span.files)
    if (const auto asked = gatherer.ask_file(file); !asked) return asked.error();
  if (!span.files.empty()) return gatherer.finish();

  CurlClient client;
  SecretResolver secrets(settings, console);
  const SourceDeps deps{.client = client,
                        .clock = *workspace.clock,
                        .needs = {gatherer.span(), {}},
                        .secret = [&secrets](const SecretUse& use) { return secrets.find(use); }};
  for (const auto& rule : workspace.declared.fleet.readings) {
    if (rule.kind == "file") {
      const auto asked = gatherer.ask_file((std::filesystem::path(settings.dir) / rule.path).string());
      if (!asked) gatherer.note(asked.error().what);
    } else if (rule.kind == "prometheus") {
      gatherer.ask([&] { return open_source(rule, deps); });
    } else if (rule.cloud && rule.kind == span.fleet.provider && workspace.cloud.monitoring) {
      gatherer.ask([&]() -> Result<std::unique_ptr<ReadingSource>> {
        return std::unique_ptr<ReadingSource>(std::make_unique<Borrowed>(*workspace.cloud.monitoring));
      });
    } else {
      gatherer.note("readings from " + rule.kind + " have no history that muster could query");
    }
  }
  return gatherer.finish();
}

}  // namespace muster
