#include <fmt/format.h>

#include "providers/digitalocean/monitoring/monitoring_source.hpp"
#include "tests/contracts/told_readings.hpp"
#include "tests/support/readings_rules.hpp"
#include "tests/support/scripted_http_client.hpp"

namespace muster::test {
namespace {

constexpr double kDropletBytes = 1e10;

std::int64_t number_behind_word(const std::string& url, const std::string& word) {
  const auto at = url.find(word);
  return at == std::string::npos ? 0 : std::atoll(url.c_str() + at + word.size());
}

/// DigitalOcean's monitoring API, as far as it tells of these droplets.
class ToldMonitoring {
 public:
  explicit ToldMonitoring(const Telling& telling) : telling_(&telling) {}

  Result<HttpResponse> answer(const HttpRequest& request, Instant now) const {
    const auto& url = request.url;
    Asked asked{static_cast<int>(number_behind_word(url, "host_id=") - 1000), now,
                number_behind_word(url, "start="), number_behind_word(url, "end=")};
    std::string lines;
    const auto is = [&](const char* what) { return url.find(what) != std::string::npos; };
    for (const bool other : {false, true}) {
      if (is("/cpu?")) {
        lines += cpu_line(asked, "user", other) + cpu_line(asked, "idle", other);
      } else {
        const auto metric = is("/memory") ? Metric::memory : Metric::disk;
        lines += byte_line(asked, metric, is("/memory_total?") || is("/filesystem_size?"), other);
      }
    }
    if (!lines.empty()) lines.pop_back();
    return HttpResponse{
        200,
        {{"Content-Type", "application/json"}},
        fmt::format(R"({{"status":"success","data":{{"resultType":"matrix","result":[{}]}}}})", lines)};
  }

 private:
  struct Asked {
    int machine;
    Instant now;
    std::int64_t from;
    std::int64_t until;
  };
  /// "[1764000000,"1.5"]," where it was asked for and is measured already.
  static std::string pair(const Asked& asked, Instant written, Instant stamp, const std::string& value) {
    const auto second = stamp.time_since_epoch() / 1s;
    if (written > asked.now || second < asked.from || second > asked.until) return "";
    return fmt::format("[{},\"{}\"],", second, value);
  }
  static std::string line(const std::string& labels, std::string pairs) {
    if (pairs.empty()) return "";
    pairs.pop_back();
    return fmt::format(R"({{"metric":{{{}}},"values":[{}]}},)", labels, pairs);
  }
  std::string cpu_line(const Asked& asked, const char* mode, bool other) const {
    const auto& samples = telling_->of(asked.machine, Metric::cpu);
    const auto counts = cpu_counts(samples, other);
    std::string pairs;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto& count = counts[i];
      if (other && samples[i].other.empty()) continue;
      pairs += pair(asked, count.written, count.stamp,
                    count.text(std::string(mode) == "idle" ? count.idle : count.busy));
    }
    return line(fmt::format(R"("host_id":"{}","mode":"{}")", 1000 + asked.machine, mode), std::move(pairs));
  }
  std::string byte_line(const Asked& asked, Metric metric, bool whole, bool other) const {
    std::string pairs;
    for (const auto& sample : telling_->of(asked.machine, metric)) {
      const auto& told = other ? sample.other : sample.value;
      if (told.empty()) continue;
      const auto bytes =
          whole ? fmt::format("{:.0f}", kDropletBytes)
                : in_terms_of(told, [](double percent) { return kDropletBytes * (1 - percent / 100); });
      pairs += pair(asked, sample.written, sample.stamp, bytes);
    }
    return line(metric == Metric::disk ? R"("device":"/dev/vda1","fstype":"ext4","mountpoint":"/")" : "",
                std::move(pairs));
  }

  const Telling* telling_;
};

class ToldByDroplets final : public ToldReadings {
 public:
  const char* name() const override { return "DigitalOcean's monitoring"; }
  ReadingsRule rule() const override { return source("digitalocean"); }
  Telling frame() const override {
    return {.machines = 3, .step = 1min, .metrics = {Metric::cpu, Metric::memory, Metric::disk}};
  }
  GatheredReadings hear(const Telling& telling, const World& world) const override {
    testing::FakeClock clock{noon() - kLookedAtFor};
    const ToldMonitoring monitoring(telling);
    ScriptedHttpClient client{
        [&](const HttpRequest& request) { return monitoring.answer(request, clock.now()); }};
    digitalocean::Session session(client, clock, Secret(std::string("dop_v1_paper")),
                                  digitalocean::SessionOptions{.url = "http://127.0.0.1:1"});
    digitalocean::MonitoringSource source(session);
    return heard_at_noon(source, clock, world, 20min);
  }
};

}  // namespace

std::unique_ptr<ToldReadings> told_by_droplets() {
  return std::make_unique<ToldByDroplets>();
}

}  // namespace muster::test
