#include "reconciler/node/monitor.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "reconciler/adapters/host/kernel_file.hpp"
#include "reconciler/adapters/http/foreign_request.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster::node {
namespace {

/// Interval at which a running push is checked for its end.
constexpr Duration kPushLook = 500ms;
/// Number of samples in memory while the spool accepts none: twenty minutes.
constexpr std::size_t kMostUnkept = 40;

void log(const std::string& what) {
  fmt::print(stderr, "muster-node: {}\n", printable(what));
}

/// Names this process: another one, on this machine or on a copy of it, never has the same.
std::string new_mark() {
  std::array<unsigned char, 8> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return "";
  const auto text = read_kernel_file("/proc/sys/kernel/random/boot_id");
  auto boot = text ? *text : std::string("boot");
  while (boot.ends_with('\n')) boot.pop_back();
  return fmt::format("{}-{:02x}", boot, fmt::join(bytes, ""));
}

}  // namespace

Monitor::Monitor(NodeOptions options, HostProbe probe)
    : options_(std::move(options)), probe_(std::move(probe)) {}

Result<std::unique_ptr<Monitor>> Monitor::open(NodeOptions options, const std::string& push_program) {
  auto probe = HostProbe::make(options.host);
  if (!probe) return probe.error();
  std::unique_ptr<Monitor> monitor(new Monitor(std::move(options), *std::move(probe)));
  const auto& reported = monitor->options_;
  if (auto own = machine_host_name(); !own.empty()) monitor->options_.hosts.push_back(std::move(own));
  if (!reported.listen.empty()) {
    auto server = PageServer::listen(reported.listen);
    if (!server) return server.error();
    monitor->server_.emplace(*std::move(server));
  }
  if (reported.push_to.empty()) return monitor;
  auto spool = Spool::open(reported.spool, reported.spool_bytes);
  if (!spool) return spool.error().during("the spool");
  const auto mark = new_mark();
  spool->keep_mark(mark);
  monitor->spool_.emplace(*std::move(spool));
  std::vector<std::string> words = {
      push_program, "--to",        reported.push_to, "--machine", to_string(reported.machine),
      "--spool",    reported.spool};
  words.insert(words.end(), {"--given", "/proc/self/fd/0"});
  if (!mark.empty()) words.insert(words.end(), {"--mark", mark});
  if (!reported.token_file.empty()) words.insert(words.end(), {"--token-file", reported.token_file});
  if (!reported.ca_file.empty()) words.insert(words.end(), {"--ca-file", reported.ca_file});
  monitor->push_ = std::make_unique<PushChild>(std::move(words));
  return monitor;
}

void Monitor::measure(Instant now, Duration uptime) {
  auto sample = probe_.sample(uptime);
  for (const auto& [metric, why] : sample.failures) {
    // A failure repeats every time: it is reported once.
    const auto before = last_.failures.find(metric);
    if (before == last_.failures.end() || before->second != why)
      log(fmt::format("{} cannot be measured: {}", to_string(metric), why));
  }
  last_ = std::move(sample);
  last_at_ = now;
  ++counts_.samples;
  if (spool_) keep(now, reading_lines(options_.machine, last_, now));
}

void Monitor::keep(Instant now, std::string lines) {
  unkept_.push_back({now, std::move(lines)});
  std::string problem;
  while (!unkept_.empty() && problem.empty()) {
    const auto kept = spool_->add(unkept_.front().at, unkept_.front().lines);
    if (kept)
      unkept_.pop_front();
    else
      problem = kept.error().what;
  }
  while (unkept_.size() > kMostUnkept) {
    unkept_.pop_front();
    ++counts_.lost;
  }
  if (problem != spool_problem_ && !problem.empty())
    log(fmt::format("samples cannot be written to the spool: {}; the newest {} are kept in memory", problem,
                    kMostUnkept));
  spool_problem_ = std::move(problem);
}

void Monitor::check_push(Duration uptime) {
  const auto end = push_->ended(uptime);
  if (!end) return;
  ++(end->well ? counts_.pushes : counts_.failed_pushes);
  counts_.refused += end->report.refused;
  if (end->report.given)
    std::erase_if(unkept_, [this](const Unkept& sample) { return sample.at <= given_until_; });
  spool_->recount();
}

void Monitor::start_push(Duration uptime) {
  if (spool_->waiting().empty() && unkept_.empty()) return;
  std::string given;
  for (const auto& sample : unkept_) given += sample.lines;
  if (!unkept_.empty()) given_until_ = unkept_.back().at;
  if (auto started = push_->start(uptime, given); !started) log(started.error().what);
}

Duration Monitor::step(Instant now, Duration uptime) {
  if (uptime >= next_sample_) {
    measure(now, uptime);
    // The first sample has no CPU; the second one is soon, then the interval is constant.
    next_sample_ = counts_.samples == 1
                       ? uptime + std::min<Duration>(options_.every, 2s)
                       : std::max(next_sample_ + options_.every, uptime + options_.every / 2);
  }
  if (!push_) return next_sample_;
  check_push(uptime);
  if (uptime >= next_push_ && !push_->running() && counts_.samples > 1) {
    start_push(uptime);
    next_push_ = uptime + options_.push_every;
  }
  return push_->running() ? std::min(next_sample_, uptime + kPushLook) : std::min(next_sample_, next_push_);
}

std::string Monitor::page() const {
  auto counts = counts_;
  if (spool_) {
    counts.spool_bytes = spool_->bytes_at_most();
    counts.gave_way = spool_->gave_way() + counts.lost;
  }
  return metrics_page(options_.machine, last_, last_at_, counts);
}

void Monitor::serve_page() {
  server_->serve({[this] { return page(); }, options_.hosts});
}

}  // namespace muster::node
