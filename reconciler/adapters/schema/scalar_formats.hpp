#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// What the text of a field must read as, beyond its type: the `format` of our schemas.
enum class ScalarFormat { none, duration, instant, money, size_bytes, percent };

/// The format of that name in a schema; fails when there is none.
Result<ScalarFormat> scalar_format_named(const std::string& name);

/// "a duration such as 30s, 5m or 1h30m": for the person who wrote something else.
const char* example_of(ScalarFormat format);

/// Whether the text reads as the format: the same parsers the loaders use.
bool reads_as(const std::string& text, ScalarFormat format);

/// Reads "50GiB", "512 MiB", "1.5TB" or plain bytes. KiB, MiB, GiB, TiB are powers of 1024; kB, MB, GB, TB of
/// 1000.
Result<std::int64_t> parse_size_bytes(const std::string& text);

/// Reads "80", "80%" or "99.5 %": 0 to 100.
Result<Measure> parse_percent(const std::string& text);

}  // namespace muster
