#pragma once

#include <map>
#include <string>
#include <vector>

#include "reconciler/cli/console/console.hpp"
#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/engine/apply/apply_observer.hpp"

namespace muster {

/// Shows the progress of an apply on `err`. On a terminal it redraws a block in place: one row for each
/// running change, with a bar below and the ended changes above. Elsewhere it prints plain lines.
class ApplyProgress final : public ApplyObserver {
 public:
  explicit ApplyProgress(Console& console);
  ~ApplyProgress() override;

  void apply_started(const Plan& plan, Instant now) override;
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
  /// One running change.
  struct Row {
    std::string symbol;
    std::string title;
    std::string message;
    Instant since;
    Instant reported;  ///< Time of its last plain line.
  };

  void line(const std::string& text);  ///< Prints one line above the block.
  void step(const Change& change, const std::string& message, Instant now);
  void clear();
  void draw(Instant now);
  std::string bar(Instant now) const;
  std::string left(Instant now) const;
  std::string row_text(const Row& row, Instant now) const;

  Console& console_;
  Paint paint_;
  bool live_;
  std::map<ChangeId, Row> rows_;
  std::vector<ChangeId> order_;  ///< Order of the rows: first started first.
  ApplyCounts counts_;
  Instant started_{};
  Duration expected_{0};   ///< Duration of the whole apply by the plan.
  std::size_t drawn_ = 0;  ///< Number of lines of the block on the screen.
  unsigned turn_ = 0;
};

}  // namespace muster
