#pragma once

#include <iosfwd>
#include <streambuf>
#include <string>
#include <vector>

#include "reconciler/cli/console/exit_code.hpp"
#include "reconciler/cli/views/diagnostics/diagnostics_text.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Errors that a command told people about, kept for those who read JSON.
struct ToldErrors {
  std::vector<CodedDiagnostic> problems;

  /// Keeps at most so many as a reader wants: the loop tells errors for as long as it runs.
  void keep(CodedDiagnostic problem);
};

/// A stream buffer that passes everything on and knows whether there was anything, and how many lines.
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

/// The word for a kind of failure: "not_found".
std::string code_of(ErrorKind kind);

/// The errors, and where none was told one for the exit status itself: a failure is never without a reason.
ToldErrors with_reason(ToldErrors told, ExitCode code);

/// What a reader of JSON gets for a command that ended with `code` and wrote no result: the diagnostics
/// object.
std::string errors_json(const ToldErrors& told, ExitCode code);

}  // namespace muster
