#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The format of a field's text, in addition to its type: the `format` of our schemas.
enum class ScalarFormat { none, duration, instant, money, size_bytes, percent };

/// Returns the format of that name in a schema. Fails with invalid for an unknown name.
Result<ScalarFormat> scalar_format_named(const std::string& name);

/// "a duration such as 30s, 5m or 1h30m": the expected value in an error message.
const char* example_of(ScalarFormat format);

/// Whether the text has the format, by the same parsers that the loaders use.
bool reads_as(const std::string& text, ScalarFormat format);

/// Parses "50GiB", "512 MiB", "1.5TB" or plain bytes, in bytes. KiB, MiB, GiB, TiB are powers of 1024; kB,
/// MB, GB, TB of 1000. Fails with invalid.
Result<std::int64_t> parse_size_bytes(const std::string& text);

/// Parses "80", "80%" or "99.5 %": 0 to 100. Fails with invalid.
Result<Measure> parse_percent(const std::string& text);

}  // namespace muster
