#include "reconciler/cli/views/diagnostics/diagnostics_views.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {

namespace {

constexpr std::size_t kExcerptColumns = 96;

struct Excerpt {
  std::string text;
  std::size_t caret = 0;  ///< Columns in front of the caret.
};

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The part of a line round the column, fit for a terminal: no control characters, not too long.
Excerpt excerpt_of(const std::string& line, int column) {
  std::vector<std::string> cells;
  for (const char c : line) {
    if (continues_character(c) && !cells.empty()) {
      cells.back() += c;
    } else {
      cells.emplace_back(1, c == '\t' ? ' ' : c);
    }
  }
  for (auto& cell : cells) cell = printable(cell);
  const auto at = std::min<std::size_t>(column > 0 ? static_cast<std::size_t>(column - 1) : 0, cells.size());
  std::size_t from = 0;
  if (cells.size() > kExcerptColumns && at > kExcerptColumns / 2) from = at - kExcerptColumns / 2;
  const auto to = std::min(cells.size(), from + kExcerptColumns);
  Excerpt excerpt;
  if (from > 0) excerpt.text = "...";
  excerpt.caret = at - from + excerpt.text.size();
  for (auto i = from; i < to; ++i) excerpt.text += cells[i];
  if (to < cells.size()) excerpt.text += "...";
  return excerpt;
}

std::string one(const Diagnostic& problem, const SourceLine& line_of, const Paint& paint) {
  const bool error = problem.severity == Severity::error;
  const auto word = error ? paint.red(paint.bold("error")) : paint.yellow(paint.bold("warning"));
  auto text = fmt::format("{}: {}\n", word, paint.bold(printable(problem.summary)));
  const auto number = problem.at.line > 0 ? std::to_string(problem.at.line) : std::string();
  const std::string margin(number.size(), ' ');
  if (!problem.at.file.empty()) {
    text += fmt::format("{}{} {}{}\n", margin, paint.cyan("-->"), printable(to_string(problem.at)),
                        problem.path.empty() ? "" : paint.dim("  " + printable(problem.path)));
  }
  const auto line = problem.at.line > 0 ? line_of(problem.at) : std::nullopt;
  if (line) {
    const auto excerpt = excerpt_of(*line, problem.at.column);
    const auto bar = paint.cyan("|");
    text += fmt::format("{} {} {}\n", paint.cyan(number), bar, excerpt.text);
    if (problem.at.column > 0) {
      text += fmt::format("{} {} {}{}\n", margin, bar, std::string(excerpt.caret, ' '),
                          error ? paint.red("^") : paint.yellow("^"));
    }
  }
  const auto foot = [&](const char* label, const std::string& message) {
    if (!message.empty())
      text += fmt::format("{} {} {}: {}\n", margin, paint.cyan("="), label, printable(message));
  };
  foot("expected", problem.expected);
  foot("help", problem.hint);
  return text;
}

}  // namespace

std::string diagnostics_text(const Diagnostics& diagnostics, const SourceLine& line_of, const Paint& paint) {
  auto sorted = diagnostics;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
  std::string text;
  std::size_t errors = 0;
  for (const auto& problem : sorted) {
    errors += problem.severity == Severity::error ? 1 : 0;
    text += one(problem, line_of, paint) + "\n";
  }
  const auto warnings = sorted.size() - errors;
  if (sorted.empty()) return text;
  if (errors > 0) text += plural(static_cast<std::int64_t>(errors), "error");
  if (errors > 0 && warnings > 0) text += ", ";
  if (warnings > 0) text += plural(static_cast<std::int64_t>(warnings), "warning");
  return text + "\n";
}

}  // namespace muster
