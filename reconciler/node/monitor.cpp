#include "reconciler/node/monitor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "reconciler/adapters/http/foreign_request.hpp"

namespace muster::node {
namespace {

/// How often a push that runs is asked whether it ended.
constexpr Duration kPushLook = 500ms;

void log(const std::string& what) {
  fmt::print(stderr, "muster-node: {}\n", what);
}

}  // namespace

Monitor::Monitor(NodeOptions options, HostProbe probe)
    : options_(std::move(options)), probe_(std::move(probe)) {}

Result<std::unique_ptr<Monitor>> Monitor::open(NodeOptions options, const std::string& push_program) {
  auto probe = HostProbe::make(options.host);
  if (!probe) return probe.error();
  std::unique_ptr<Monitor> monitor(new Monitor(std::move(options), *std::move(probe)));
  const auto& told = monitor->options_;
  if (auto own = machine_host_name(); !own.empty()) monitor->options_.hosts.push_back(std::move(own));
  if (!told.listen.empty()) {
    auto server = PageServer::listen(told.listen);
    if (!server) return server.error();
    monitor->server_.emplace(*std::move(server));
  }
  if (told.push_to.empty()) return monitor;
  auto spool = Spool::open(told.spool, told.spool_bytes);
  if (!spool) return spool.error().during("the spool");
  monitor->spool_.emplace(*std::move(spool));
  std::vector<std::string> words = {
      push_program, "--to", told.push_to, "--machine", to_string(told.machine), "--spool", told.spool};
  if (!told.token_file.empty()) words.insert(words.end(), {"--token-file", told.token_file});
  if (!told.ca_file.empty()) words.insert(words.end(), {"--ca-file", told.ca_file});
  monitor->push_ = std::make_unique<PushChild>(std::move(words));
  return monitor;
}

void Monitor::measure(Instant now, Duration uptime) {
  auto sample = probe_.sample(uptime);
  for (const auto& [metric, why] : sample.failures) {
    // What fails, fails every time: it is told once.
    const auto before = last_.failures.find(metric);
    if (before == last_.failures.end() || before->second != why)
      log(fmt::format("{} cannot be measured: {}", to_string(metric), why));
  }
  last_ = std::move(sample);
  last_at_ = now;
  ++counts_.samples;
  if (!spool_) return;
  const auto kept = spool_->add(now, reading_lines(options_.machine, last_, now));
  if (kept)
    counts_.gave_way += *kept;
  else
    log("a sample is not kept: " + kept.error().what);
}

void Monitor::hear_push(Duration uptime) {
  const auto well = push_->ended(uptime);
  if (!well) return;
  ++(*well ? counts_.pushes : counts_.failed_pushes);
  spool_->recount();
}

Duration Monitor::step(Instant now, Duration uptime) {
  if (uptime >= next_sample_) {
    measure(now, uptime);
    // The first sample has no CPU; the second comes soon, then the pace is kept whatever a step takes.
    next_sample_ = counts_.samples == 1
                       ? uptime + std::min<Duration>(options_.every, 2s)
                       : std::max(next_sample_ + options_.every, uptime + options_.every / 2);
  }
  if (!push_) return next_sample_;
  hear_push(uptime);
  if (uptime >= next_push_ && !push_->running() && counts_.samples > 1) {
    if (!spool_->waiting().empty()) {
      if (auto started = push_->start(uptime); !started) log(started.error().what);
    }
    next_push_ = uptime + options_.push_every;
  }
  return push_->running() ? std::min(next_sample_, uptime + kPushLook) : std::min(next_sample_, next_push_);
}

std::string Monitor::page() const {
  auto counts = counts_;
  if (spool_) counts.spool_bytes = spool_->bytes_at_most();
  return metrics_page(options_.machine, last_, last_at_, counts);
}

void Monitor::serve_page() {
  server_->serve({[this] { return page(); }, options_.hosts});
}

}  // namespace muster::node
