#include "reconciler/cli/loop/round_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/secrets/redact.hpp"
#include "reconciler/core/base/joined.hpp"
#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

std::string brief(const PlanId& plan) {
  return Digest{plan.value}.brief();
}

std::string brief(const Revision& revision) {
  return revision.commit.empty() ? "files " + revision.declared.brief()
                                 : "commit " + revision.commit.substr(0, 12);
}

std::string ended_line(const EndedApply& ended) {
  const auto& report = ended.report;
  auto line = fmt::format("plan {} ended: {} done", brief(ended.plan.id), report.count_done());
  if (report.count_failed() > 0) line += fmt::format(", {} failed", report.count_failed());
  if (report.count_skipped() > 0) line += fmt::format(", {} skipped", report.count_skipped());
  if (report.count_unknown() > 0) line += fmt::format(", {} unknown", report.count_unknown());
  for (const auto& change : report.changes) {
    const auto* failed = std::get_if<Failed>(&change.outcome);
    if (failed) line += fmt::format("; {}: {}", change.address, failed->error.what);
  }
  if (!report.stopped_because.empty()) line += "; stopped: " + report.stopped_because;
  return line;
}

std::string waits_line(const PendingPlan& pending) {
  if (!pending.rejected.empty())
    return fmt::format("plan {} is not applied: {}", brief(pending.plan.id), pending.rejected);
  return fmt::format("plan {} waits for a person: {} {}. To approve it: muster approve {} --as NAME",
                     brief(pending.plan.id), summary_line(pending.plan),
                     joined(pending.plan.verdict.reasons, "; "), brief(pending.plan.id));
}

void add_applies(const Round& round, std::vector<std::string>& lines) {
  for (const auto& ended : round.ended_applies) lines.push_back(ended_line(ended));
  for (const auto& apply : round.running) {
    const auto* doing = apply.recovery ? "finishing the started changes of" : "applying";
    lines.push_back(fmt::format("{} plan {} ({}), approved by {}", doing, brief(apply.plan),
                                plural(apply.changes, "change"), apply.approved_by));
  }
}

}  // namespace

std::vector<std::string> lines_of(const Round& round) {
  std::vector<std::string> lines;
  if (!round.applied.declared.empty())
    lines.push_back(fmt::format("fleet {} by {}", round.fleet.value, brief(round.applied)));
  if (round.clock_set != Duration{0})
    lines.push_back(fmt::format("the clock was set {} by {}; the loop continues",
                                round.clock_set < Duration{0} ? "back" : "forward",
                                format_duration(std::chrono::abs(round.clock_set))));
  for (const auto& step : round.steps) {
    if (step.error) lines.push_back(fmt::format("{} failed: {}", to_string(step.step), step.error->what));
  }
  if (!round.leads && !round.led_by.empty())
    lines.push_back("muster only observes: the fleet is led by " + round.led_by);
  if (round.suspended) lines.emplace_back("suspended by the fleet file: muster starts no change");
  if (!round.held_because.empty()) lines.push_back(round.held_because);
  if (round.world) {
    for (const auto& gap : round.world->actual.gaps) lines.push_back("muster could not read: " + gap);
  }
  lines.insert(lines.end(), round.warnings.begin(), round.warnings.end());
  add_applies(round, lines);
  for (const auto& pending : round.pending) lines.push_back(waits_line(pending));
  for (const auto& withdrawn : round.withdrawn)
    lines.push_back(fmt::format("plan {} is withdrawn: {}", brief(withdrawn.plan), withdrawn.why));
  for (const auto& refused : round.refused)
    lines.push_back(
        fmt::format("refused: {}: {}", joined(refused.addresses, ", "), joined(refused.reasons, "; ")));
  for (const auto& paused : round.paused) {
    lines.push_back(fmt::format("{} failed {} in a row, tried again at {}", joined(paused.addresses, ", "),
                                paused.failures == 1 ? "once" : fmt::format("{} times", paused.failures),
                                format_instant(std::chrono::floor<std::chrono::seconds>(paused.until))));
  }
  for (auto& line : lines) line = printable(redacted(line));
  return lines;
}

void RoundLog::print(const Round& round, const LoopStatus& note) {
  const auto lines = lines_of(round);
  std::vector<std::string> news;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(news),
               [&](const std::string& line) { return !reported_.contains(line); });
  // A recovery is reported too, and so is a loop that changes nothing although the fleet is not as declared.
  const auto& ready = note.conditions.front();
  const bool idle =
      ready.reason == "NoReadings" || ready.reason == "NotSeen" || ready.reason == "BelowMinimum";
  const auto standing = ready.holds ? "ready: " + ready.message
                        : idle      ? "not ready: " + ready.message
                                    : std::string();
  if (!standing.empty() && !reported_.contains(standing)) news.push_back(standing);
  reported_ = {lines.begin(), lines.end()};
  if (!standing.empty()) reported_.insert(standing);
  if (format_ == Format::json) return print_json(round, note, news);
  const auto at = format_instant(std::chrono::floor<std::chrono::seconds>(round.began));
  for (const auto& line : news) console_.out << at << "  " << printable(line) << '\n';
  console_.out.flush();
}

void RoundLog::print_json(const Round& round, const LoopStatus& note, const std::vector<std::string>& news) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("type").text("round").key("round").integer(round.number);
  out.key("at").instant(round.began).key("ended").instant(round.ended).key("next").instant(note.next);
  out.key("fleet").text(round.fleet.value).key("commit").text(round.applied.commit);
  out.key("leads").boolean(round.leads).key("steps").begin_array();
  for (const auto& step : round.steps) {
    out.begin_object().key("step").text(to_string(step.step)).key("milliseconds").integer(step.took.count());
    if (step.error) out.key("error").text(printable(redacted(step.error->what)));
    out.end_object();
  }
  out.end_array().key("ready").boolean(note.conditions.front().holds);
  out.key("reason").text(note.conditions.front().reason).key("news").begin_array();
  for (const auto& line : news) out.text(line);
  out.end_array().end_object();
  console_.out << std::move(out).finish() << '\n';
  console_.out.flush();
}

}  // namespace muster
