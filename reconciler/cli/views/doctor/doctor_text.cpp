#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/cli/views/doctor/doctor_views.hpp"
#include "reconciler/cli/views/layout/markdown.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {

namespace {

/// Columns of the mark and the name of the check.
constexpr std::size_t kMargin = 14;

std::string mark_of(FindingState state, const Paint& paint) {
  switch (state) {
    case FindingState::good:
      return paint.green("✓");
    case FindingState::warning:
      return paint.yellow("!");
    case FindingState::problem:
      return paint.red("✗");
    case FindingState::skipped:
      return paint.dim("-");
  }
  return " ";
}

std::int64_t count_of(const DoctorFindings& findings, FindingState state) {
  return std::count_if(findings.begin(), findings.end(), [&](const auto& one) { return one.state == state; });
}

std::string summary_of(const DoctorFindings& findings) {
  const auto problems = count_of(findings, FindingState::problem);
  const auto warnings = count_of(findings, FindingState::warning);
  if (problems == 0 && warnings == 0) return "muster is set up.";
  return fmt::format("{}, {}.", plural(problems, "problem"), plural(warnings, "warning"));
}

}  // namespace

std::string doctor_text(const DoctorFindings& findings, const Paint& paint, std::size_t width) {
  const std::string margin(kMargin, ' ');
  std::string text;
  std::vector<std::string> not_checked;
  for (const auto& one : findings) {
    if (one.state == FindingState::skipped && one.message == kNotChecked) {
      not_checked.push_back(one.check);
      continue;
    }
    const auto head = fmt::format("{} {:<{}}", mark_of(one.state, paint), one.check, kMargin - 2);
    text += wrapped_behind(head, margin, printable(one.message), width);
    if (!one.cure.empty()) text += wrapped_behind(margin + "→ ", margin + "  ", printable(one.cure), width);
  }
  if (!not_checked.empty()) {
    const auto head =
        fmt::format("{} {:<{}}", mark_of(FindingState::skipped, paint), "not checked", kMargin - 2);
    text += wrapped_behind(
        head, margin, fmt::format("{}: they need the part that has a problem", fmt::join(not_checked, ", ")),
        width);
  }
  const auto summary = summary_of(findings);
  return text + "\n" + paint.bold(has_problems(findings) ? paint.red(summary) : paint.green(summary)) + "\n";
}

std::string doctor_markdown(const DoctorFindings& findings) {
  std::string text = "| check | result | finding | to do |\n|---|---|---|---|\n";
  for (const auto& one : findings)
    text += fmt::format("| {} | {} | {} | {} |\n", one.check, to_string(one.state), as_markdown(one.message),
                        as_markdown(one.cure));
  return text + "\n" + summary_of(findings) + "\n";
}

}  // namespace muster
