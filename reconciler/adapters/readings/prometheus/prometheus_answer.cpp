#include "reconciler/adapters/readings/prometheus/prometheus_answer.hpp"

#include <fmt/format.h>

#include <optional>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/adapters/secrets/redact.hpp"

namespace muster {
namespace {

std::optional<Error> read_point(JsonView pair, PrometheusSeries& into) {
  const auto parts = pair.items();
  if (!parts) return parts.error();
  if (parts->size() != 2) return pair.error("expected a time and a value");
  auto part = parts->begin();
  const auto seconds = (*part).measure();
  if (!seconds) return seconds.error();
  ++part;
  auto value = (*part).text();
  into.points.push_back({Instant(Duration(seconds->in_milli())), value ? *std::move(value) : std::string()});
  return std::nullopt;
}

/// Reads a series without its unreadable parts; `odd` is the first problem.
Result<PrometheusSeries> read_series(JsonView view, const std::string& label, std::string& odd) {
  PrometheusSeries series;
  const auto named = view.field("metric").field(label);
  series.labelled = named.exists();
  auto name = named.text_or("");
  if (!name) return name.error();
  series.label = *std::move(name);
  const auto point = [&](JsonView pair) {
    const auto wrong = read_point(pair, series);
    if (wrong && odd.empty()) odd = wrong->what;
  };
  if (view.field("value").exists()) {
    point(view.field("value"));
    return series;
  }
  const auto values = view.field("values").items();
  if (!values) return values.error();
  series.points.reserve(values->size());
  for (const JsonView pair : *values) point(pair);
  return series;
}

/// Notes about the query language are among the warnings; they do not mean that data is missing.
bool is_partial_warning(const std::string& warning) {
  return !warning.starts_with("PromQL");
}

Error refused(const HttpResponse& response) {
  std::string why;
  if (auto document = JsonDocument::parse(response.body)) {
    const auto text = document->root().field("error").text_or("");
    if (text) why = redacted(*text).substr(0, 300);
  }
  const auto what = why.empty() ? fmt::format("HTTP {}", response.status)
                                : fmt::format("HTTP {}: {}", response.status, why);
  if (response.status == 401 || response.status == 403) return {ErrorKind::denied, what};
  return {response.status >= 500 || response.status == 429 ? ErrorKind::io : ErrorKind::invalid, what};
}

}  // namespace

Result<PrometheusAnswer> read_prometheus_answer(const HttpResponse& response, const std::string& label) {
  if (response.status != 200) return refused(response);
  auto document = JsonDocument::parse(response.body);
  if (!document) return Error{ErrorKind::invalid, "the answer is " + document.error().what};
  const auto root = document->root();
  const auto status = root.field("status").text();
  if (!status) return status.error();
  if (*status != "success") return refused(response);

  const auto type = root.field("data").field("resultType").text();
  if (!type) return type.error();
  if (*type != "vector" && *type != "matrix")
    return Error{ErrorKind::invalid,
                 fmt::format("the query gives a {}, not one value a machine", quoted_in_message(*type))};
  PrometheusAnswer answer;
  const auto result = root.field("data").field("result").items();
  if (!result) return result.error();
  std::optional<Error> unreadable;
  for (const JsonView each : *result) {
    auto series = read_series(each, label, answer.odd);
    if (series)
      answer.series.push_back(*std::move(series));
    else if (!unreadable)
      unreadable = series.error();
  }
  if (unreadable && answer.series.empty()) return *unreadable;
  if (unreadable && answer.odd.empty()) answer.odd = unreadable->what;
  if (const auto warnings = root.field("warnings").items()) {
    for (const JsonView each : *warnings) {
      auto text = each.text();
      if (text && is_partial_warning(*text)) answer.warnings.push_back(text->substr(0, 300));
    }
  }
  return answer;
}

}  // namespace muster
