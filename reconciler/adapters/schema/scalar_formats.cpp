#include "reconciler/adapters/schema/scalar_formats.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/json/decimal.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {
namespace {

struct Named {
  const char* name;
  ScalarFormat format;
  const char* example;
};
constexpr Named kNamed[] = {
    {"duration", ScalarFormat::duration, "a duration such as 30s, 5m or 1h30m"},
    {"instant", ScalarFormat::instant, "a time such as 2026-11-23T20:00:00Z"},
    {"money", ScalarFormat::money, "dollars such as 24 or 0.03571"},
    {"size_bytes", ScalarFormat::size_bytes, "a size such as 50GiB or 512MiB"},
    {"percent", ScalarFormat::percent, "a percentage from 0 to 100 such as 80 or 80%"},
};

struct ByteUnit {
  const char* name;
  std::int64_t bytes;
};
constexpr ByteUnit kByteUnits[] = {
    {"", 1},
    {"B", 1},
    {"kB", 1'000},
    {"KB", 1'000},
    {"MB", 1'000'000},
    {"GB", 1'000'000'000},
    {"TB", 1'000'000'000'000},
    {"KiB", 1 << 10},
    {"MiB", 1 << 20},
    {"GiB", 1 << 30},
    {"TiB", std::int64_t{1} << 40},
};

}  // namespace

Result<ScalarFormat> scalar_format_named(const std::string& name) {
  for (const auto& known : kNamed) {
    if (name == known.name) return known.format;
  }
  return Error{ErrorKind::invalid, fmt::format("there is no format \"{}\"", name)};
}

const char* example_of(ScalarFormat format) {
  for (const auto& known : kNamed) {
    if (format == known.format) return known.example;
  }
  return "any text";
}

bool reads_as(const std::string& text, ScalarFormat format) {
  switch (format) {
    case ScalarFormat::none:
      return true;
    case ScalarFormat::duration:
      return parse_duration(text).ok();
    case ScalarFormat::instant:
      return parse_instant(text).ok();
    case ScalarFormat::money:
      return parse_money(text).ok();
    case ScalarFormat::size_bytes:
      return parse_size_bytes(text).ok();
    case ScalarFormat::percent:
      return parse_percent(text).ok();
  }
  return false;
}

Result<std::int64_t> parse_size_bytes(const std::string& text) {
  const Error wrong{ErrorKind::invalid, fmt::format("\"{}\" is not a size such as 50GiB or 512MiB", text)};
  const auto number_end = text.find_first_not_of("0123456789.");
  const auto digits = text.substr(0, number_end);
  const auto unit_start =
      number_end == std::string::npos ? number_end : text.find_first_not_of(' ', number_end);
  const auto unit = unit_start == std::string::npos ? std::string() : text.substr(unit_start);
  if (unit_start == std::string::npos && number_end != std::string::npos) return wrong;  // Blanks at the end.
  const auto milli = exact_decimal(digits, 3);
  if (!milli) return wrong;
  for (const auto& known : kByteUnits) {
    if (unit != known.name) continue;
    if (known.bytes == 1 && *milli % 1000 != 0) return wrong;
    const auto whole = *milli / 1000;
    if (whole > (INT64_MAX - known.bytes) / known.bytes) return wrong;
    return whole * known.bytes + *milli % 1000 * known.bytes / 1000;
  }
  return wrong;
}

Result<Measure> parse_percent(const std::string& text) {
  const Error wrong{ErrorKind::invalid, fmt::format("\"{}\" is not a percentage from 0 to 100", text)};
  auto number = text;
  if (number.ends_with('%')) {
    number.pop_back();
    if (number.ends_with(' ')) number.pop_back();
  }
  const auto value = parse_measure(number);
  if (!value || *value < Measure::whole(0) || *value > Measure::whole(100)) return wrong;
  return *value;
}

}  // namespace muster
