#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

/// The text of the line that a mark names; nullopt when it cannot be had.
using SourceLine = std::function<std::optional<std::string>(const SourceMark&)>;

/// Each problem as a compiler would tell it: what, where, the line with a caret, what was expected, what to
/// do. Sorted by place; ends with a line that counts them.
std::string diagnostics_text(const Diagnostics& diagnostics, const SourceLine& line_of, const Paint& paint);

/// A problem with a word that programs may go by. Words are never renamed.
struct CodedDiagnostic {
  std::string code;
  Diagnostic problem;
};

/// The code of every problem of the declared files.
inline constexpr const char* kDeclaredFiles = "declared_files";

/// {"format_version":"1.0","valid":...,"error_count":...,"warning_count":...,"diagnostics":[...]} with
/// Terraform's names where the meaning is the same: severity, summary, detail, range.
std::string coded_diagnostics_json(const std::vector<CodedDiagnostic>& diagnostics);
/// The same on one line, for those who read a line at a time.
std::string diagnostics_json_line(const std::vector<CodedDiagnostic>& diagnostics);
/// The same for problems of the declared files.
std::string diagnostics_json(const Diagnostics& diagnostics);

}  // namespace muster
