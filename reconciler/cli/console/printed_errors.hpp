#pragma once

#include <iosfwd>
#include <streambuf>
#include <string>
#include <vector>

#include "reconciler/cli/console/exit_code.hpp"
#include "reconciler/cli/views/diagnostics/diagnostics_views.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Errors that a command printed, kept for readers of JSON.
struct PrintedErrors {
  std::vector<CodedDiagnostic> problems;

  /// Keeps a problem, up to a limit, because the loop prints errors for as long as it runs.
  void keep(CodedDiagnostic problem);
};

/// A stream buffer that passes everything on and counts lines.
class CountedOutput final : public std::streambuf {
 public:
  explicit CountedOutput(std::streambuf& to) : to_(to) {}

  bool any() const { return any_; }
  std::int64_t lines() const { return lines_; }

 protected:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* text, std::streamsize count) override;
  int sync() override { return to_.pubsync(); }

 private:
  std::streambuf& to_;
  bool any_ = false;
  std::int64_t lines_ = 0;
};

/// Returns the word for a kind of failure: "not_found".
std::string code_of(ErrorKind kind);

/// Returns the errors. If there is none, it adds one for the exit status, so that a failure always has a
/// reason.
PrintedErrors with_reason(PrintedErrors reported, ExitCode code);

/// Returns the diagnostics object of a command that ended with `code` and wrote no result.
std::string errors_json(const PrintedErrors& reported, ExitCode code);

}  // namespace muster
