#include "reconciler/adapters/readings/file/reading_validator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "reconciler/adapters/json/decimal.hpp"
#include "reconciler/adapters/readings/file/two_writers.hpp"
#include "reconciler/adapters/readings/reading_range.hpp"
#include "reconciler/adapters/schema/schema_words.hpp"

namespace muster {
namespace {

/// Older readings say nothing about the present writers.
constexpr Duration kCheckedForWriters = std::chrono::minutes(30);

const char* name_of(ReadingField field) {
  return reading_field_names()[static_cast<std::size_t>(field)].c_str();
}

/// JSON's notation of a number, which CSV shares.
bool is_number(std::string_view text) {
  const auto digits = [&text] {
    std::size_t count = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1), ++count;
    return count;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (digits() == 0) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

}  // namespace

void ReadingTaker::report(std::size_t line, LineProblem problem, std::string path, Severity severity) {
  if (recorded_.problems.size() >= wanted_.most_problems) {
    if (severity == Severity::error) ++recorded_.more_errors;
    return;
  }
  recorded_.problems.push_back({.severity = severity,
                                .at = {file_, static_cast<int>(line), problem.column},
                                .path = std::move(path),
                                .summary = std::move(problem.summary),
                                .expected = std::move(problem.expected),
                                .hint = std::move(problem.hint)});
}

void ReadingTaker::report_word(std::size_t line, std::string word, LineProblem problem, const char* path) {
  constexpr std::size_t kMostWords = 100;
  const auto known = odd_words_.find(word);
  if (known != odd_words_.end()) {
    ++known->second.lines;
    return;
  }
  const auto reported = recorded_.problems.size();
  report(line, std::move(problem), path);
  if (odd_words_.size() >= kMostWords) return;
  const bool is_told = recorded_.problems.size() > reported;
  odd_words_.emplace(std::move(word), OddWord{is_told ? std::optional(reported) : std::nullopt, 1});
}

void ReadingTaker::report_repeated() {
  for (const auto& [word, odd] : odd_words_) {
    if (odd.problem && odd.lines > 1)
      recorded_.problems[*odd.problem].summary += fmt::format(", on {} lines", odd.lines);
  }
}

bool ReadingTaker::missing(const WrittenField& field, ReadingField which, std::size_t line) {
  const bool text = which != ReadingField::value;
  if (!field.there() || field.null || (text && field.text.empty())) {
    report(line,
           {std::max(field.column, 1), fmt::format("the field \"{}\" is missing", name_of(which)),
            "at, subject, metric and value"},
           name_of(which));
    return true;
  }
  if (!text || field.quoted) return false;
  report(line,
         {field.column, fmt::format("{} is not a text", quoted_in_message(field.text)),
          "a text in double quotes"},
         name_of(which));
  return true;
}

std::optional<Instant> ReadingTaker::instant_in(const WrittenField& field, std::size_t line) {
  if (missing(field, ReadingField::at, line)) return std::nullopt;
  if (field.text == last_at_text_) return last_at_;
  const auto at = parse_instant(std::string(field.text));
  if (!at) {
    report(line,
           {field.column, fmt::format("{} is not a time", quoted_in_message(field.text)),
            "RFC 3339 such as 2026-11-23T20:00:00Z"},
           "at");
    return std::nullopt;
  }
  if (wanted_.latest && *at > *wanted_.latest)
    report(line,
           {field.column, fmt::format("{} is in the future", format_instant(*at)),
            "nothing after " + format_instant(*wanted_.latest)},
           "at", Severity::warning);
  last_at_text_ = field.text;
  last_at_ = *at;
  return *at;
}

ReadingTaker::Known* ReadingTaker::subject_in(const WrittenField& field, std::size_t line) {
  if (missing(field, ReadingField::subject, line)) return nullptr;
  auto found = subjects_.find(field.text);
  if (found == subjects_.end()) {
    const auto subject = parse_subject(std::string(field.text));
    // Invalid values are not stored, so that they cannot fill the memory.
    if (subject) found = subjects_.emplace(std::string(field.text), Known{*subject}).first;
  }
  if (found != subjects_.end()) {
    const auto* slot = std::get_if<Slot>(&found->second.subject);
    const auto* pool = slot ? &slot->pool : std::get_if<PoolName>(&found->second.subject);
    if (!pool || wanted_.pools.empty() ||
        std::find(wanted_.pools.begin(), wanted_.pools.end(), *pool) != wanted_.pools.end())
      return &found->second;
    std::vector<std::string> pools;
    for (const auto& known : wanted_.pools) pools.push_back(known.value);
    report_word(line, "pool " + pool->value,
                {field.column, fmt::format("there is no pool \"{}\"", pool->value), "a pool of the fleet",
                 did_you_mean(pool->value, pools)},
                "subject");
    return nullptr;
  }
  report(line,
         {field.column, fmt::format("{} is not a subject", quoted_in_message(field.text)),
          "a machine such as worker/3, a pool such as worker, or fleet"},
         "subject");
  return nullptr;
}

std::optional<Metric> ReadingTaker::metric_in(const WrittenField& field, std::size_t line) {
  if (missing(field, ReadingField::metric, line)) return std::nullopt;
  if (const auto metric = metric_of(field.text)) return metric;
  const auto& words = metric_words();
  report_word(
      line, "metric " + std::string(field.text.substr(0, 60)),
      {field.column, fmt::format("unknown metric {}", quoted_in_message(field.text)),
       fmt::format("one of {}", fmt::join(words, ", ")), did_you_mean(std::string(field.text), words)},
      "metric");
  return std::nullopt;
}

bool ReadingTaker::value_in(const WrittenField& field, Metric metric, std::size_t line, Reading& into) {
  into.quality = Quality::error;
  if (field.null) return true;
  if (missing(field, ReadingField::value, line)) return false;
  const auto wrong = [&](std::string summary, std::string expected, std::string hint = "") {
    report(line, {field.column, std::move(summary), std::move(expected), std::move(hint)}, "value");
    return true;
  };
  const auto number = is_number(field.text) ? scaled_decimal(field.text, 3) : std::nullopt;
  if (field.quoted || !is_number(field.text))
    return wrong(fmt::format("{} is not a number", quoted_in_message(field.text)),
                 "a number, or null for a reading that failed", number ? "remove the quotes" : "");
  const auto range = range_of(metric);
  const auto milli = number.value_or(-1);
  const bool outside = milli < 0 || Measure::milli(milli) > range.most;
  if (outside || (range.whole && milli % 1000 != 0))
    return wrong(fmt::format("{} of {} is impossible", field.text.substr(0, 40), to_string(metric)),
                 expected_range(metric));
  into.value = Measure::milli(milli);
  into.quality = Quality::ok;
  return true;
}

bool ReadingTaker::bound_in(const WrittenField& field, Metric metric, std::size_t line, Reading& into) {
  if (!field.there() || field.null || field.text.empty()) return true;
  const auto number = is_number(field.text) ? scaled_decimal(field.text, 3) : std::nullopt;
  const bool possible = number && *number >= 0 && Measure::milli(*number) <= range_of(metric).most;
  if (!possible || into.quality == Quality::ok) {
    report(
        line,
        {field.column, fmt::format("{} is not a minimum of a failed reading", quoted_in_message(field.text)),
         "a number beside \"value\": null"},
        name_of(ReadingField::at_least));
    return false;
  }
  into.value = Measure::milli(*number);
  return true;
}

void ReadingTaker::take(const ReadingLine& line, std::size_t number) {
  const auto at = instant_in(line[ReadingField::at], number);
  auto* known = subject_in(line[ReadingField::subject], number);
  const auto metric = metric_in(line[ReadingField::metric], number);
  Reading reading;
  const bool valued =
      value_in(line[ReadingField::value], metric.value_or(Metric::response_time), number, reading);
  if (!at || !known || !metric || !valued) return;
  if (!bound_in(line[ReadingField::at_least], *metric, number, reading)) return;

  ++recorded_.seen;
  recorded_.oldest = recorded_.oldest ? std::min(*recorded_.oldest, *at) : *at;
  recorded_.newest = recorded_.newest ? std::max(*recorded_.newest, *at) : *at;
  const auto series = static_cast<std::size_t>(*metric);
  auto& newest = known->newest[series];
  if (newest && *at <= *newest) known->unordered[series] = any_unordered_ = true;
  newest = newest ? std::max(*newest, *at) : *at;
  const bool of_agents = *metric == Metric::agents && wanted_.agents_since;
  const auto since = of_agents ? wanted_.agents_since : wanted_.since;
  if ((since && *at < *since) || (wanted_.until && *at > *wanted_.until)) return;
  if (recorded_.readings.size() >= wanted_.most_kept) {
    full_ = true;
    return;
  }
  reading.at = *at;
  reading.subject = known->subject;
  reading.metric = *metric;
  recorded_.readings.push_back(std::move(reading));
  origins_.push_back({known, number});
}

void ReadingTaker::find_twice() {
  auto& readings = recorded_.readings;
  std::vector<std::size_t> suspects;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (readings[i].quality != Quality::ok) continue;
    if (origins_[i].known->unordered[static_cast<std::size_t>(readings[i].metric)]) suspects.push_back(i);
  }
  const auto series = [&](std::size_t i) {
    return std::tuple(origins_[i].known, readings[i].metric, readings[i].at);
  };
  std::sort(suspects.begin(), suspects.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(series(a), origins_[a].line) < std::tuple(series(b), origins_[b].line);
  });
  std::vector<std::pair<std::size_t, std::size_t>> twice;  // The later one and the first of them.
  for (std::size_t i = 1, first = 0; i < suspects.size(); ++i) {
    if (series(suspects[first]) == series(suspects[i]))
      twice.emplace_back(suspects[i], suspects[first]);
    else
      first = i;
  }
  std::sort(twice.begin(), twice.end());
  std::set<std::size_t> torn;
  for (const auto& [later, earlier] : twice) {
    const bool same = readings[later].value == readings[earlier].value;
    if (!same) torn.insert(earlier);
    report(origins_[later].line,
           {1,
            fmt::format("{} {} at {} is in the file twice{}", to_string(readings[later].subject),
                        to_string(readings[later].metric), format_instant(readings[later].at),
                        same ? "" : ", with another value"),
            "one reading of a subject and metric at an instant",
            fmt::format("the first is on line {}", origins_[earlier].line)},
           "", same ? Severity::warning : Severity::error);
  }
  // It is unknown which of them is right: none is a value.
  const auto spoil = [&readings](std::size_t index) {
    readings[index].value = Measure();
    readings[index].quality = Quality::error;
  };
  for (const auto& [later, earlier] : twice) {
    if (torn.contains(earlier)) spoil(later);
  }
  std::for_each(torn.begin(), torn.end(), spoil);
}

void ReadingTaker::find_two_writers() {
  auto& readings = recorded_.readings;
  std::map<std::pair<const Known*, Metric>, std::vector<std::size_t>> recent;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const auto& newest = origins_[i].known->newest[static_cast<std::size_t>(readings[i].metric)];
    if (readings[i].quality == Quality::ok && newest && readings[i].at > *newest - kCheckedForWriters)
      recent[{origins_[i].known, readings[i].metric}].push_back(i);
  }
  for (auto& [series, indices] : recent) {
    std::stable_sort(indices.begin(), indices.end(),
                     [&](std::size_t a, std::size_t b) { return readings[a].at < readings[b].at; });
    std::vector<TimedValue> values;
    for (const auto i : indices) values.push_back({readings[i].at, readings[i].value.as_double()});
    if (!has_two_writers(values, series.second == Metric::agents)) continue;
    const auto last = indices.back();
    report(origins_[last].line,
           {1,
            fmt::format("{} {} has two series of values that alternate: {} and {}",
                        to_string(readings[last].subject), to_string(series.second),
                        format_measure(readings[last].value),
                        format_measure(readings[indices[indices.size() - 2]].value)),
            "one writer for each subject and metric",
            "two programs write the file, or a clone of the machine does: end one of them"});
    // It is unknown which of them is right: none is a value.
    for (const auto i : indices) {
      readings[i].value = Measure();
      readings[i].quality = Quality::error;
    }
  }
}

RecordedReadings ReadingTaker::finish() {
  report_repeated();
  if (any_unordered_) find_twice();
  find_two_writers();
  std::stable_sort(recorded_.problems.begin(), recorded_.problems.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
  return std::move(recorded_);
}

}  // namespace muster
