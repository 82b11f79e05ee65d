#pragma once

#include <functional>
#include <optional>
#include <string>

#include "reconciler/cli/views/paint.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// The text of the line that a mark names; nullopt when it cannot be had.
using SourceLine = std::function<std::optional<std::string>(const SourceMark&)>;

/// Each problem as a compiler would tell it: what, where, the line with a caret, what was expected, what to
/// do. Sorted by place; ends with a line that counts them.
std::string diagnostics_text(const Diagnostics& diagnostics, const SourceLine& line_of, const Paint& paint);

/// {"format_version":"1.0","valid":...,"error_count":...,"warning_count":...,"diagnostics":[...]} with
/// Terraform's names where the meaning is the same: severity, summary, detail, range.
std::string diagnostics_json(const Diagnostics& diagnostics);

}  // namespace muster
