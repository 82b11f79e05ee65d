#include "reconciler/cli/console/printed_errors.hpp"

#include <algorithm>
#include <utility>

namespace muster {

namespace {

/// Returns the code and the message of an exit status without another message.
std::pair<const char*, const char*> said_by(ExitCode code) {
  switch (code) {
    case ExitCode::approval_needed:
      return {"denied", "a person must approve; nothing was changed"};
    case ExitCode::stale:
      return {"stale", "the plan is stale; nothing was changed"};
    case ExitCode::partly_applied:
      return {"partly_applied", "some changes were made, others were not"};
    default:
      return {"error", "the command failed"};
  }
}

}  // namespace

void PrintedErrors::keep(CodedDiagnostic problem) {
  constexpr std::size_t kMost = 1000;
  if (problems.size() < kMost) problems.push_back(std::move(problem));
}

CountedOutput::int_type CountedOutput::overflow(int_type character) {
  if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
  const char letter = traits_type::to_char_type(character);
  any_ = true;
  lines_ += letter == '\n' ? 1 : 0;
  return to_.sputc(letter);
}

std::streamsize CountedOutput::xsputn(const char* text, std::streamsize count) {
  any_ = any_ || count > 0;
  lines_ += std::count(text, text + count, '\n');
  return to_.sputn(text, count);
}

std::string code_of(ErrorKind kind) {
  std::string code = to_string(kind);
  std::replace(code.begin(), code.end(), ' ', '_');
  std::erase(code, '/');
  return code;
}

PrintedErrors with_reason(PrintedErrors reported, ExitCode code) {
  auto& problems = reported.problems;
  const bool has_error = std::any_of(problems.begin(), problems.end(), [](const CodedDiagnostic& each) {
    return each.problem.severity == Severity::error;
  });
  if (!has_error) {
    const auto [word, message] = said_by(code);
    CodedDiagnostic own{word, {}};
    own.problem.summary = message;
    problems.push_back(std::move(own));
  }
  return reported;
}

std::string errors_json(const PrintedErrors& reported, ExitCode code) {
  return coded_diagnostics_json(with_reason(reported, code).problems);
}

}  // namespace muster
