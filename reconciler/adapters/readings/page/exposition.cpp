#include "reconciler/adapters/readings/page/exposition.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include "reconciler/adapters/host/take_word.hpp"

namespace muster {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
}

std::string_view take_name(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name);
  const auto name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(name.size());
  return name;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// Reads the text between quotes; the first quote was read already.
bool take_quoted(std::string_view& text, std::string& into) {
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '"') return true;
    if (c != '\\') {
      into.push_back(c);
      continue;
    }
    if (text.empty()) return false;
    into.push_back(text.front() == 'n' ? '\n' : text.front());
    text.remove_prefix(1);
  }
  return false;
}

bool take_labels(std::string_view& text, ExposedSample& into) {
  if (!take(text, '{')) return true;
  while (true) {
    skip_blanks(text);
    if (take(text, '}')) return true;
    const auto name = take_name(text);
    skip_blanks(text);
    if (name.empty() || !take(text, '=')) return false;
    skip_blanks(text);
    std::string value;
    if (!take(text, '"') || !take_quoted(text, value)) return false;
    into.labels.emplace_back(name, std::move(value));
    skip_blanks(text);
    if (!take(text, ',') && !text.starts_with('}')) return false;
  }
}

std::optional<double> value_in(std::string_view word) {
  if (word == "NaN" || word == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (word.starts_with('+')) word.remove_prefix(1);
  if (word == "Inf" || word == "inf") return std::numeric_limits<double>::infinity();
  if (word == "-Inf" || word == "-inf") return -std::numeric_limits<double>::infinity();
  double value = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || problem != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

/// Milliseconds in Prometheus' format, seconds with a fraction in OpenMetrics.
std::optional<Instant> instant_in(std::string_view word, bool open_metrics) {
  const auto number = value_in(word);
  constexpr double kYear9999 = 253'402'300'799'000.0;
  const auto milli = number.value_or(NAN) * (open_metrics ? 1000 : 1);
  if (!(milli >= 0 && milli <= kYear9999)) return std::nullopt;
  return Instant(Duration(std::llround(milli)));
}

bool read_line(std::string_view line, bool open_metrics, ExposedSample& into) {
  into.name = take_name(line);
  skip_blanks(line);
  if (into.name.empty() || !take_labels(line, into)) return false;
  const auto value = value_in(take_word(line));
  if (!value) return false;
  into.value = *value;
  const auto stamp = take_word(line);
  if (stamp.empty() || stamp.starts_with('#')) return true;  // "#" begins an exemplar.
  into.at = instant_in(stamp, open_metrics);
  return into.at.has_value();
}

/// A series with two different values has none, because it is unknown which one is right.
void spoil_told_twice(std::vector<ExposedSample>& samples) {
  using Name = std::pair<std::string_view, std::vector<std::pair<std::string_view, std::string>>>;
  std::map<Name, std::size_t> first;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    Name name{samples[i].name, samples[i].labels};
    std::sort(name.second.begin(), name.second.end());
    const auto [known, is_new] = first.try_emplace(std::move(name), i);
    if (is_new || samples[known->second].value == samples[i].value) continue;
    samples[known->second].value = samples[i].value = std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

std::string_view ExposedSample::label(std::string_view wanted) const {
  for (const auto& [key, text] : labels) {
    if (key == wanted) return text;
  }
  return {};
}

Exposition read_exposition(std::string_view page, const std::vector<std::string_view>& prefixes) {
  Exposition exposition;
  const bool open_metrics = page.find("# EOF") != std::string_view::npos;
  for (std::size_t number = 1; !page.empty(); ++number) {
    auto line = page.substr(0, page.find('\n'));
    const bool cut = line.size() == page.size();
    page.remove_prefix(std::min(line.size() + 1, page.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    skip_blanks(line);
    if (line.empty() || line.starts_with('#')) continue;
    // A name that was cut may be any that begins so.
    const bool wanted = std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
      return line.starts_with(prefix) || (cut && prefix.starts_with(line));
    });
    if (!wanted && is_name(line.front())) continue;
    ExposedSample sample{};
    if (read_line(line, open_metrics, sample) && !cut)
      exposition.samples.push_back(std::move(sample));
    else
      exposition.unreadable.push_back(
          {.number = number, .text = line, .sample = std::move(sample), .cut = cut});
  }
  spoil_told_twice(exposition.samples);
  return exposition;
}

}  // namespace muster
