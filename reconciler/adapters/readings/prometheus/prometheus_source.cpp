#include "reconciler/adapters/readings/prometheus/prometheus_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reconciler/adapters/http/http_date.hpp"
#include "reconciler/adapters/readings/missing_readings.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_queries.hpp"
#include "reconciler/adapters/readings/prometheus/same_machine.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/adapters/secrets/without_secret.hpp"
#include "reconciler/core/reading/summarise.hpp"

namespace muster {
namespace {

/// A rate needs two scrapes, and scrapes are commonly a minute apart.
constexpr Duration kShortestWindow = std::chrono::minutes(2);

std::string in_seconds(Instant at) {
  return format_measure(Measure::milli(at.time_since_epoch().count()));
}
std::string in_seconds(Duration length) {
  return format_measure(Measure::milli(length.count()));
}

Duration window_of(Duration sample_every) {
  return std::max(stale_after(sample_every), kShortestWindow);
}

/// An answer may repeat the token, and messages quote a part of answers. A token that is shorter than any
/// real one would match normal text.
void erase_token(Result<HttpResponse>& answer, const Secret& token) {
  constexpr std::size_t kShortestToken = 8;
  if (answer && token.reveal().size() >= kShortestToken)
    answer->body = without_secret(std::move(answer->body), token.reveal());
}

}  // namespace

PrometheusSource::PrometheusSource(HttpClient& client, Clock& clock, PrometheusOptions options,
                                   ReadingNeeds needs)
    : client_(&client),
      clock_(&clock),
      options_(std::move(options)),
      needs_(std::move(needs)),
      held_(needs_) {
  while (options_.url.ends_with('/')) options_.url.pop_back();
}

HttpRequest PrometheusSource::ask(const std::string& query, Instant from, Instant to, Duration step,
                                  Duration lookback) const {
  HttpRequest request;
  const auto text = percent_encoded(query);
  // By default Prometheus looks back five minutes for a value; an old server ignores the parameter.
  const auto bounds = fmt::format("&lookback_delta={}s&timeout={}s", in_seconds(lookback),
                                  in_seconds(std::max<Duration>(options_.timeout, 1s)));
  if (from == to) {
    request.url =
        fmt::format("{}/api/v1/query?query={}&time={}{}", options_.url, text, in_seconds(to), bounds);
  } else {
    request.url = fmt::format("{}/api/v1/query_range?query={}&start={}&end={}&step={}{}", options_.url, text,
                              in_seconds(from), in_seconds(to), in_seconds(step), bounds);
  }
  request.headers.push_back({"Accept", "application/json"});
  if (!options_.token.empty())
    request.headers.push_back({"Authorization", "Bearer " + options_.token.reveal()});
  request.timeout = options_.timeout;
  return request;
}

std::vector<PrometheusSource::Asked> PrometheusSource::questions(const Fleet& fleet, Instant since,
                                                                 Instant now) const {
  std::vector<Asked> all;
  const auto step = std::max<Duration>(fleet.sample_every, 1s);
  const auto window = window_of(fleet.sample_every);
  for (const auto& [metric, text] : options_.queries) {
    const auto query = filled_in(text, options_.label, window);
    const auto known = asked_until_.find(metric);
    const bool goes_on =
        known != asked_until_.end() && known->second >= now - needs_.fine && known->second < now;
    const auto from = std::max(since, goes_on ? known->second : now - needs_.fine);
    // Steps are counted back from now, so that the newest value is as recent as possible.
    const auto steps = (now - from) / step;
    const auto reach = std::max(window, looks_back(query));
    all.push_back(
        {.metric = metric,
         .coarse = false,
         .reach = reach,
         .request = ask(query, now - step * (goes_on ? std::max<std::int64_t>(steps - 1, 0) : steps), now,
                        step, window)});
    const auto day_ends = now - needs_.fine;
    if (!goes_on && needs_.day.contains(metric) && since + kCoarseStep < day_ends)
      all.push_back({.metric = metric,
                     .coarse = true,
                     .reach = reach,
                     .request = ask(query, since, day_ends, kCoarseStep, window)});
  }
  return all;
}

std::string PrometheusSource::clocks_apart(const HttpResponse& response, Duration most) const {
  const auto date = parse_http_date(response.header("Date").value_or(""));
  if (!date) return "";
  const auto apart = clock_->now() - *date;
  // The header has whole seconds, and the answer took some time.
  if (apart <= most + options_.timeout && apart >= -most - 1s) return "";
  return fmt::format("its clock is {} {} muster's: muster uses no reading until they agree",
                     format_duration(std::chrono::floor<std::chrono::seconds>(apart < 0s ? -apart : apart)),
                     apart < 0s ? "ahead of" : "behind");
}

/// A value whose window begins before the creation of its machine partly describes an earlier machine, and is
/// dropped.
bool PrometheusSource::take(const PrometheusAnswer& answer, Metric metric, const Deps& deps, Duration reach) {
  bool any_label = answer.series.empty();
  std::map<Subject, SeriesOfSubject> by_subject;
  std::set<std::string> shared;
  for (const auto& series : answer.series) {
    any_label = any_label || series.labelled;
    const auto subject = deps.names.find(series.label);
    if (subject) by_subject[*subject].push_back(&series);
    // Without a subject it is the machine of somebody else, or one of two.
    if (!subject && deps.names.is_shared(series.label)) shared.insert(series.label);
  }
  std::set<std::string> odd;
  std::vector<std::string> torn;
  for (const auto& [subject, series] : by_subject) {
    const auto joined = join(series, metric);
    if (joined.odd) odd.insert(*joined.odd);
    if (joined.differ) torn.push_back(advice_on(series, subject, options_.label));
    for (const auto& [at, value] : joined.values) {
      if (at > deps.now || !deps.lives.own(subject, at - reach)) continue;
      held_.add({.at = at,
                 .subject = subject,
                 .metric = metric,
                 .value = value.value_or(Measure()),
                 .quality = value ? Quality::ok : Quality::error});
    }
  }
  report_oddities(answer, metric, odd, torn, shared);
  if (!any_label)
    trouble_.push_back(
        fmt::format("{}: no series of the answer has the label \"{}\"", to_string(metric), options_.label));
  return any_label;
}

void PrometheusSource::report_oddities(const PrometheusAnswer& answer, Metric metric,
                                       const std::set<std::string>& odd, const std::vector<std::string>& torn,
                                       const std::set<std::string>& shared) {
  const auto tell = [&](const std::string& text) {
    trouble_.push_back(fmt::format("{}: {}", to_string(metric), text));
  };
  if (!answer.odd.empty()) tell("part of the answer cannot be read: " + answer.odd);
  if (!odd.empty()) tell(*odd.begin() + " cannot be a value");
  if (!torn.empty()) {
    const auto more = torn.size() - 1;
    tell(more == 0 ? torn.front() : fmt::format("{} The same applies to {} more", torn.front(), more));
  }
  if (!shared.empty())
    tell(fmt::format("the {} {} names more than one machine", options_.label,
                     quoted_in_message(*shared.begin())));
}

Result<std::vector<Reading>> PrometheusSource::readings(const Fleet& fleet, const ActualState& actual,
                                                        Instant since, Instant now) {
  trouble_.clear();
  const auto asked = questions(fleet, since, now);
  std::vector<HttpRequest> requests;
  for (const auto& question : asked) requests.push_back(question.request);
  auto answers = send_all(*client_, std::move(requests));
  for (auto& answer : answers) erase_token(answer, options_.token);

  const Deps deps{MachineNames(fleet, actual), MachineLives(actual, now, clock_->now()), now};
  std::set<Metric> failed;
  std::optional<Error> first;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto metric = asked[i].metric;
    const auto fail = [&](const Error& error) {
      failed.insert(metric);
      if (!first) first = error;
      trouble_.push_back(fmt::format("{}: {}", to_string(metric), error.what));
    };
    if (!answers[i]) {
      fail(answers[i].error());
      continue;
    }
    if (auto apart = clocks_apart(*answers[i], stale_after(fleet.sample_every)); !apart.empty())
      return Error{ErrorKind::conflict, std::move(apart)};
    const auto answer = read_prometheus_answer(*answers[i], options_.label);
    if (!answer)
      fail(answer.error());
    else if (!answer->warnings.empty())
      fail({ErrorKind::io, "the answer is partial: " + answer->warnings.front()});
    else if (!take(*answer, metric, deps, asked[i].reach))
      failed.insert(metric);
  }
  if (first && failed.size() == options_.queries.size()) {
    trouble_.clear();
    asked_until_.clear();
    return *first;
  }

  held_.forget(now);
  std::vector<Reading> readings;
  held_.append_to(readings, since, now);
  for (const auto& [metric, query] : options_.queries) {
    const bool well = !failed.contains(metric);
    if (well) asked_until_[metric] = now;
    for (const auto& [slot, machine] : actual.machines)
      add_absent(readings, held_,
                 {.slot = slot,
                  .metric = metric,
                  .quality = well ? Quality::missing : Quality::error,
                  .sample_every = fleet.sample_every},
                 now);
  }
  return readings;
}

}  // namespace muster
