#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// Returns the text of the line of a mark; nullopt if it is unavailable.
using SourceLine = std::function<std::optional<std::string>(const SourceMark&)>;

/// Prints each problem as a compiler does: problem, position, the line with a caret, expected value, advice.
/// Sorted by position; the last line counts them.
std::string diagnostics_text(const Diagnostics& diagnostics, const SourceLine& line_of, const Paint& paint);

/// A problem with a code for programs. Codes are never renamed.
struct CodedDiagnostic {
  std::string code;
  Diagnostic problem;
};

/// The code of every problem of the declared files.
inline constexpr const char* kDeclaredFiles = "declared_files";

/// {"format_version":"1.0","valid":...,"error_count":...,"warning_count":...,"diagnostics":[...]} with
/// Terraform's names where the meaning is equal: severity, summary, detail, range.
std::string coded_diagnostics_json(const std::vector<CodedDiagnostic>& diagnostics);
/// The same on one line.
std::string diagnostics_json_line(const std::vector<CodedDiagnostic>& diagnostics);
/// The same for problems of the declared files.
std::string diagnostics_json(const Diagnostics& diagnostics);

}  // namespace muster
