#include "tests/contracts/telling.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace muster::test {
namespace {

/// A trouble that lasts begins so long before noon.
constexpr Duration kTroubled = 10min;
/// What is normal for a response time needs hours; nothing else is looked at for so long.
constexpr Duration kLongHistory = 3h;
constexpr Duration kHistory = 95min;

bool is_number_told(const std::string& told) {
  char* end = nullptr;
  const double value = std::strtod(told.c_str(), &end);
  return end != told.c_str() && *end == '\0' && std::isfinite(value);
}

std::string text_of_value(double value) {
  return fmt::format("{:.6g}", value);
}

std::function<std::string(const Moment&)> lately(const std::string& instead) {
  return [instead](const Moment& moment) {
    return moment.ago < kTroubled ? instead : text_of_value(moment.value);
  };
}

std::string above_its_range(const Moment& moment) {
  if (moment.ago >= kTroubled) return text_of_value(moment.value);
  const bool share =
      moment.metric == Metric::cpu || moment.metric == Metric::memory || moment.metric == Metric::disk;
  return share ? "4711" : "4711000000000";
}

std::function<std::string(const Moment&)> every(Duration apart) {
  return
      [apart](const Moment& moment) { return moment.ago % apart == 0s ? text_of_value(moment.value) : ""; };
}

/// The clock of whoever measures is wrong by so much, from ten minutes ago until so long ago.
std::function<Duration(Duration)> stepped(Duration by, Duration until_ago = 0s) {
  return [by, until_ago](Duration ago) { return ago < kTroubled && ago >= until_ago ? by : Duration(0); };
}

std::vector<Trouble> troubles_of_values() {
  return {
      {.name = "never told", .tells = [](const Moment&) { return ""; }},
      {.name = "silent for ten minutes", .tells = lately("")},
      {.name = "NaN for ten minutes", .tells = lately("NaN")},
      {.name = "+Inf for ten minutes", .tells = lately("+Inf")},
      {.name = "negative for ten minutes", .tells = lately("-12")},
      {.name = "above its range for ten minutes", .tells = above_its_range},
      {.name = "no number for ten minutes", .tells = lately("much")},
      {.name = "two of three machines are silent",
       .grows = Grows::always,
       .tells = [](const Moment& moment) { return moment.machine > 1 ? "" : text_of_value(moment.value); }},
      {.name = "every other value is NaN",
       .grows = Grows::by_newest,
       .tells =
           [](const Moment& moment) { return moment.step % 2 == 1 ? "NaN" : text_of_value(moment.value); },
       .shrinks = Shrinks::by_newest},
      {.name = "a value every two minutes",
       .grows = Grows::always,
       .tells = every(2min),
       .shrinks = Shrinks::always},
      {.name = "a value every eight minutes",
       .grows = Grows::by_newest,
       .tells = every(8min),
       .shrinks = Shrinks::by_newest},
  };
}

std::vector<Trouble> troubles_of_order() {
  return {
      {.name = "told twice in one text, and differently", .doubled = Doubled::in_one_text},
      {.name = "told by two, and differently", .doubled = Doubled::by_two_tellers},
      {.name = "the same old sample for ten minutes", .stands_still = true},
      {.name = "its clock is an hour ahead for ten minutes", .shifts = stepped(1h)},
      {.name = "its clock is an hour behind for ten minutes", .shifts = stepped(-1h)},
      {.name = "its clock was an hour ahead until two minutes ago",
       .grows = Grows::by_newest,
       .shifts = stepped(1h, 2min),
       .shrinks = Shrinks::by_newest},
      {.name = "its clock was an hour behind until two minutes ago",
       .grows = Grows::by_newest,
       .shifts = stepped(-1h, 2min),
       .shrinks = Shrinks::by_newest},
      {.name = "all it ever told is of an hour ahead",
       .shifts = [](Duration) { return Duration(1h); },
       .history = 45min},
  };
}

ToldSample sample_of(const Moment& moment, const Trouble* trouble) {
  const auto written = noon() - moment.ago;
  ToldSample sample{written, written, text_of_value(moment.value)};
  if (trouble == nullptr) return sample;
  if (trouble->tells) sample.value = trouble->tells(moment);
  if (trouble->shifts) sample.stamp += trouble->shifts(moment.ago);
  if (trouble->stands_still && moment.ago < kTroubled) sample.stamp = noon() - kTroubled;
  if (trouble->doubled != Doubled::no && moment.ago < kTroubled)
    sample.other = text_of_value(moment.value / 2);
  return sample;
}

}  // namespace

const std::vector<Trouble>& reading_troubles() {
  static const std::vector<Trouble> all = [] {
    auto both = troubles_of_values();
    for (auto& trouble : troubles_of_order()) both.push_back(std::move(trouble));
    return both;
  }();
  return all;
}

const std::vector<ToldSample>& Telling::of(int machine, Metric metric) const {
  static const std::vector<ToldSample> none;
  const auto found = samples.find({machine, metric});
  return found == samples.end() ? none : found->second;
}

const ToldSample* Telling::at(int machine, Metric metric, Instant when) const {
  const auto& all = of(machine, metric);
  auto after = std::upper_bound(all.begin(), all.end(), when, [](Instant wanted, const ToldSample& sample) {
    return wanted < sample.written;
  });
  if (after == all.begin()) return nullptr;
  --after;
  return when - after->written < step ? &*after : nullptr;
}

Telling tell(const Loads& loads, const Telling& frame, Metric troubled, const Trouble* trouble) {
  auto telling = frame;
  for (const auto metric : frame.metrics) {
    const auto* ails = metric == troubled ? trouble : nullptr;
    const auto usual = metric == Metric::response_time ? kLongHistory : kHistory;
    for (int machine = 1; machine <= frame.machines; ++machine) {
      auto& series = telling.samples[{machine, metric}];
      for (auto step = std::min(ails ? ails->history : kLongHistory, usual) / frame.step; step >= 0; --step) {
        const auto ago = frame.step * step;
        auto sample = sample_of({machine, metric, step, ago, loads(metric, noon() - ago)}, ails);
        if (!sample.value.empty()) series.push_back(std::move(sample));
      }
    }
  }
  if (trouble == nullptr) return telling;
  telling.doubled = trouble->doubled;
  if (trouble->stands_still) telling.stands_still_since = noon() - kTroubled;
  return telling;
}

std::string in_terms_of(const std::string& told, const std::function<double(double)>& of) {
  if (!is_number_told(told)) return told;
  return fmt::format("{:.6f}", of(std::strtod(told.c_str(), nullptr)));
}

std::string CpuCount::text(double count) const {
  return odd.empty() ? fmt::format("{:.6f}", count) : odd;
}

std::vector<CpuCount> cpu_counts(const std::vector<ToldSample>& samples, bool other) {
  std::vector<CpuCount> counts;
  double busy = 1e6;
  double idle = 1e6;
  double share = 0.5;
  Instant before{};
  for (const auto& sample : samples) {
    const auto& told = other && !sample.other.empty() ? sample.other : sample.value;
    const bool number = is_number_told(told);
    if (number) share = std::strtod(told.c_str(), nullptr) / 100;
    const double passed = counts.empty() ? 0 : static_cast<double>((sample.written - before).count()) / 1000;
    busy += passed * share;
    idle += passed * (1 - share);
    counts.push_back({sample.written, sample.stamp, busy, idle, number ? "" : told});
    before = sample.written;
  }
  return counts;
}

}  // namespace muster::test
