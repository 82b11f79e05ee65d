#include "tests/day/simulated_day.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "reconciler/cli/loop/cli_loop_ports.hpp"
#include "reconciler/engine/loop/reconciler.hpp"
#include "tests/crash/real_apply.hpp"
#include "tests/day/day_source.hpp"
#include "tests/support/cloud_process.hpp"

namespace muster::testing {

namespace {

double resident_mib() {
  std::ifstream in("/proc/self/statm");
  double pages = 0;
  in >> pages >> pages;
  return pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double size_mib(const std::string& file) {
  double bytes = 0;
  for (const char* part : {"", "-wal"}) {
    std::error_code failure;
    const auto size = std::filesystem::file_size(file + part, failure);
    if (!failure) bytes += static_cast<double>(size);
  }
  return bytes / (1 << 20);
}

double seconds(Duration length) {
  return static_cast<double>(length.count()) / 1000;
}

/// "2 vCPU 11 agents 83%, 2 vCPU 10 agents 76%".
std::string describe(const std::vector<MachineSample>& machines) {
  std::string text;
  for (const auto& machine : machines) {
    text += fmt::format("{}{} vCPU {} agents {:.0f}%", text.empty() ? "" : ", ", machine.vcpus,
                        machine.agents, machine.cpu);
  }
  return text;
}

/// How long something that should not be has been so; when it began and ended is told.
class Episodes {
 public:
  Episodes(const char* what, std::vector<double>& lengths, std::ostream& told)
      : what_(what), lengths_(lengths), told_(told) {}
  void see(bool wrong, Instant now, const std::vector<MachineSample>& machines) {
    if (wrong && !since_) {
      since_ = now;
      told_ << fmt::format("{}  {} on: {}\n", format_instant(now), what_, describe(machines));
    }
    if (!wrong && since_) {
      lengths_.push_back(seconds(now - *std::exchange(since_, std::nullopt)));
      told_ << fmt::format("{}  {} no more, after {:.0f} s: {}\n", format_instant(now), what_,
                           lengths_.back(), describe(machines));
    }
  }

 private:
  const char* what_;
  std::vector<double>& lengths_;
  std::ostream& told_;
  std::optional<Instant> since_;
};

/// Watches a day, a sample each simulated minute or so.
class Watch {
 public:
  Watch(const DayOptions& terms, const CloudAddress& cloud, DaySource& source,
        std::function<int(double)> agents, Instant start, DayResult& result, std::ostream& told)
      : terms_(terms),
        cloud_(cloud),
        client_(cloud.url),
        source_(source),
        agents_(std::move(agents)),
        start_(start),
        last_(start),
        result_(result),
        crowded_("crowded", result.crowded_seconds, told),
        hot_("hot", result.hot_seconds, told),
        overloaded_("overloaded", result.overloaded_seconds, told) {}

  void heard(const Round& round, Instant now) {
    ++result_.rounds;
    if (round.began - due_ > terms_.interval && result_.rounds > 1) ++result_.late_rounds;
    for (const auto& step : round.steps) result_.failed_steps += step.error.has_value();
    for (const auto& ended : round.ended_applies) {
      ++result_.applies;
      result_.changes_failed += ended.report.count_failed();
    }
    if (round.world) dollars_hour_ = round.proposal ? hourly(*round.proposal) : dollars_hour_;
    result_.most_machines = std::max(result_.most_machines, static_cast<int>(source_.newest.size()));
    bool crowded = false;
    bool hot = false;
    bool overloaded = false;
    for (const auto& machine : source_.newest) {
      crowded = crowded || machine.agents > 10;
      hot = hot || machine.cpu > 80;
      overloaded = overloaded || machine.cpu > 100;
    }
    crowded_.see(crowded, now, source_.newest);
    hot_.see(hot, now, source_.newest);
    overloaded_.see(overloaded, now, source_.newest);
  }
  void due(Instant next) { due_ = next; }

  void look(Instant now) {
    if (now - last_ < std::chrono::minutes(1)) return;
    const auto share = seconds(now - start_) / seconds(terms_.length);
    const int agents = agents_(share);
    if (agents != told_) {
      told_ = agents;
      put(cloud_, "/sandbox/load",
          R"({"tag":"muster-fleet:fpai","cpu_per_agent":0.15,"memory_mib_per_agent":160,"agents":)" +
              std::to_string(agents) + "}");
    }
    count(now, agents);
    last_ = now;
    const auto hour = static_cast<std::size_t>(seconds(now - start_) / 3600);
    if (hour >= result_.resident_mib.size()) {
      result_.resident_mib.push_back(resident_mib());
      result_.store_mib.push_back(size_mib(terms_.folder + "/state.db"));
    }
  }

 private:
  static double hourly(const Proposal& proposal) {
    return static_cast<double>(proposal.plan.cost.now.hourly.in_micros()) / 1e6;
  }

  void count(Instant now, int agents) {
    const auto hours = seconds(now - last_) / 3600;
    int down = 0;
    if (const auto answer = client_.Get("/sandbox/state")) {
      const auto document = JsonDocument::parse(answer->body);
      if (document) down = static_cast<int>(*document->root().field("agents_down").integer_or(0));
    }
    double cores = 0;
    for (const auto& machine : source_.newest) cores += machine.vcpus;
    const double use = cores > 0 ? agents * 0.15 / cores : 0;
    result_.hours += hours;
    result_.agent_hours += hours * agents;
    result_.agent_hours_down += hours * down;
    result_.dollars += hours * dollars_hour_;
    if (use >= 0.6 && use <= 0.8) result_.hours_in_band += hours;
    if (use < 0.6) result_.hours_below += hours;
  }

  const DayOptions& terms_;
  CloudAddress cloud_;
  httplib::Client client_;
  DaySource& source_;
  std::function<int(double)> agents_;
  Instant start_;
  Instant last_;
  DayResult& result_;
  Episodes crowded_;
  Episodes hot_;
  Episodes overloaded_;
  Instant due_{};
  int told_ = -1;
  double dollars_hour_ = 0;
};

}  // namespace

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(place, values.size() - 1)];
}

DayResult simulate(const DayOptions& terms, const std::function<int(double share)>& agents) {
  DayResult result;
  std::vector<std::string> words = {"--speed", std::to_string(terms.speed), "--fast-clock"};
  if (!terms.faults.empty()) words.insert(words.end(), {"--faults", terms.faults});
  const CloudProcess process(words);
  const CloudAddress cloud{process.url(), terms.speed,
                           std::chrono::floor<Duration>(std::chrono::system_clock::now())};
  auto workspace = real_workspace(cloud, terms.declared, terms.folder + "/state.db");
  if (!workspace) {
    result.problem = workspace.error().what;
    return result;
  }
  auto prices = workspace->cloud.provider->prices();
  if (!prices) {
    result.problem = prices.error().what;
    return result;
  }
  auto source = std::make_unique<DaySource>(cloud.url, AgentLoad{}, *prices, terms.step);
  auto& machines = *source;
  workspace->cloud.monitoring = std::move(source);

  Settings settings;
  settings.dir = terms.declared;
  std::ofstream told(terms.folder + "/told.txt");
  std::istringstream in;
  Console console{told, told, in};
  TrackedRevision files(settings, std::nullopt);
  CliLoopPorts env(*workspace, files, settings, console);
  auto& clock = *workspace->clock;
  const auto start = clock.now();
  Watch watch(terms, cloud, machines, agents, start, result, told);
  LoopOptions loop_terms;
  loop_terms.interval = terms.interval;
  loop_terms.lease_ttl = std::chrono::hours(24 * 60);  // By a clock that runs fast.
  loop_terms.auto_approve = true;
  Reconciler loop({.env = env.ports(),
                   .provider = *workspace->cloud.provider,
                   .store = *workspace->store,
                   .clock = clock,
                   .processes = *workspace->processes},
                  loop_terms);
  std::uint64_t random = 7;
  env.reporter().listen([&](const Round& round) {
    watch.heard(round, clock.now());
    random = random * 6364136223846793005U + 1442695040888963407U;
    machines.failing = static_cast<int>((random >> 33) % 100) < terms.sources_fail_percent;
  });
  run_loop(loop, *workspace->cloud.provider, clock, [&](Reconciler& running) {
    const auto now = clock.now();
    watch.look(now);
    watch.due(running.next_round());
    if (now - start >= terms.length && !running.stopping()) running.stop();
  });
  return result;
}

}  // namespace muster::testing
