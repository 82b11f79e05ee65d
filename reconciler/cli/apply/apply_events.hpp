#pragma once

#include <iosfwd>
#include <map>

#include "reconciler/engine/apply/apply_observer.hpp"

namespace muster {

class JsonWriter;

/// Prints the progress of an apply as one JSON object per line with Terraform's names, each with a sequence
/// number: version, planned_change, change_summary, apply_start, apply_progress, apply_complete,
/// apply_errored, diagnostic.
class ApplyEvents final : public ApplyObserver {
 public:
  /// `spoken`: number of events that the stream contains already.
  explicit ApplyEvents(std::ostream& out, std::int64_t spoken = 0) : out_(out), sequence_(spoken) {}

  /// Prints the first line: the version of muster.
  void version(Instant now);
  /// Prints the planned changes: one line for each change, then the counts.
  void planned(const Plan& plan, Instant now);
  /// Prints a problem that ends the command, or a warning. `code` is a word for programs; empty for none.
  void diagnostic(bool error, const std::string& summary, const std::string& detail, Instant now,
                  const std::string& code = "");

  void change_started(const Change& change, const ApplyCounts& counts, Instant now) override;
  void step_started(const Change& change, const std::string& message, Instant now) override;
  void polled(const Change& change, const std::string& message, Duration waited, Instant now) override;
  void retrying(const Change& change, const Error& error, Duration wait, Instant now) override;
  void noted(const Change& change, const std::string& message, Instant now) override;
  void change_ended(const Change& change, const ChangeReport& report, const ApplyCounts& counts,
                    Instant now) override;
  void stopping(const std::string& reason, Instant now) override;
  void apply_ended(const ApplyReport& report, Instant now) override;

 private:
  JsonWriter begin(const char* type, const char* level, const std::string& message, Instant now);
  void finish(JsonWriter line);
  void progress(const Change& change, const std::string& message, Instant now);

  std::ostream& out_;
  std::int64_t sequence_;
  std::map<ChangeId, Instant> started_;
  std::map<ChangeId, Instant> reported_;  ///< Time of the last progress line of a change.
  PlanSummary done_;
};

}  // namespace muster
