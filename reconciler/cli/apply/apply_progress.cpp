#include "reconciler/cli/apply/apply_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reconciler/cli/console/printable_stream.hpp"
#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {

namespace {

constexpr std::size_t kMostRows = 12;

std::string elapsed(Instant since, Instant now) {
  return rough_duration(now - since);
}

/// Pads a text to `columns` columns; a longer one ends with "…".
std::string fitted(const std::string& text, std::size_t columns) {
  const auto width = columns_of(text);
  if (width <= columns) return text + std::string(columns - width, ' ');
  std::string cut;
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (starts && ++used == columns) break;
    cut += text[i];
  }
  return cut + "…";
}

std::string words_for(const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) return failed->error.what;
  if (const auto* skipped = std::get_if<Skipped>(&outcome)) return skipped->reason;
  if (const auto* unknown = std::get_if<Unknown>(&outcome)) return unknown->error.what;
  return std::get<Succeeded>(outcome).was_already_so ? "needed no change" : "";
}

}  // namespace

ApplyProgress::ApplyProgress(Console& console)
    : console_(console), paint_(console.colour_err()), live_(console.err_is_terminal && !console.quiet) {}

ApplyProgress::~ApplyProgress() {
  clear();
}

void ApplyProgress::apply_started(const Plan& plan, Instant now) {
  started_ = now;
  counts_ = {static_cast<int>(plan.changes.size()), 0, 0};
  expected_ = estimated_time_of(plan.changes);
}

void ApplyProgress::change_started(const Change& change, const ApplyCounts& counts, Instant now) {
  counts_ = counts;
  const auto title = describe_change(change.effect).sentence();
  rows_[change.id] = {symbol_of(change.action), title, "starting", now, now};
  order_.push_back(change.id);
  if (live_) {
    draw(now);
  } else {
    line(fmt::format("  {} {}: started", symbol_of(change.action), title));
  }
}

void ApplyProgress::step(const Change& change, const std::string& message, Instant now) {
  const auto found = rows_.find(change.id);
  if (found == rows_.end()) return;
  auto& row = found->second;
  const bool changed = row.message != message;
  row.message = message;
  if (live_) {
    draw(now);
  } else if (changed || now - row.reported >= 10s) {
    row.reported = now;
    line(fmt::format("  {} {}: {} ({})", row.symbol, row.title, message, elapsed(row.since, now)));
  }
}

void ApplyProgress::step_started(const Change& change, const std::string& message, Instant now) {
  step(change, message, now);
}

void ApplyProgress::polled(const Change& change, const std::string& message, Duration, Instant now) {
  step(change, message, now);
}

void ApplyProgress::retrying(const Change& change, const Error& error, Duration wait, Instant now) {
  step(change, fmt::format("{}; again in {}", error.what, format_duration(wait)), now);
}

void ApplyProgress::noted(const Change& change, const std::string& message, Instant now) {
  line(fmt::format("  {} {}: {}", live_ ? paint_.cyan("·") : std::string(symbol_of(change.action)),
                   describe_change(change.effect).sentence(), message));
  if (live_) draw(now);
}

void ApplyProgress::change_ended(const Change& change, const ChangeReport& report, const ApplyCounts& counts,
                                 Instant now) {
  counts_ = counts;
  rows_.erase(change.id);
  std::erase(order_, change.id);
  const bool done = std::holds_alternative<Succeeded>(report.outcome);
  const bool skipped = std::holds_alternative<Skipped>(report.outcome);
  const auto mark = done ? paint_.green("✓") : skipped ? paint_.yellow("-") : paint_.red("✗");
  auto text = fmt::format("  {} {} {}", live_ ? mark : std::string(symbol_of(change.action)),
                          describe_change(change.effect).sentence(),
                          done ? paint_.dim("in " + elapsed(report.started_at, report.finished_at))
                               : paint_.red(to_string(report.outcome)));
  if (!live_)
    text =
        fmt::format("  {} {}: {} ({})", symbol_of(change.action), describe_change(change.effect).sentence(),
                    to_string(report.outcome), elapsed(report.started_at, report.finished_at));
  const auto words = words_for(report.outcome);
  line(words.empty() ? text : text + ": " + words);
  if (live_) draw(now);
}

void ApplyProgress::stopping(const std::string& reason, Instant now) {
  line("  " + paint_.yellow(reason));
  if (live_) draw(now);
}

void ApplyProgress::apply_ended(const ApplyReport&, Instant) {
  clear();
}

void ApplyProgress::line(const std::string& text) {
  if (console_.quiet) return;
  clear();
  console_.err << printable_painted(text) << '\n' << std::flush;
}

void ApplyProgress::clear() {
  if (drawn_ == 0) return;
  // Up to the block's first line, then erase everything below.
  write_exactly(console_.err, fmt::format("\x1b[{}A\r\x1b[J", drawn_));
  console_.err.flush();
  drawn_ = 0;
}

/// ", about 3m left" by the plan's own estimate; empty after that time.
std::string ApplyProgress::left(Instant now) const {
  const auto rest = started_ + expected_ - now;
  if (rest < 1s || counts_.ended == counts_.total) return "";
  if (rest < 60s) return ", less than 1m left";
  return fmt::format(", about {}m left", std::chrono::ceil<std::chrono::minutes>(rest).count());
}

std::string ApplyProgress::bar(Instant now) const {
  constexpr int kCells = 24;
  const int total = std::max(counts_.total, 1);
  const int full = counts_.ended * kCells / total;
  std::string cells, open;
  for (int i = 0; i < kCells; ++i) (i < full ? cells : open) += i < full ? "━" : "─";
  return fmt::format("  {}{}  {}/{} changes, {} running, {}{}", paint_.green(cells), paint_.dim(open),
                     counts_.ended, counts_.total, counts_.running, elapsed(started_, now), left(now));
}

std::string ApplyProgress::row_text(const Row& row, Instant now) const {
  static const char* const kTurns[] = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  const auto width = static_cast<std::size_t>(std::max(console_.width, 40));
  const auto time = elapsed(row.since, now);
  const auto title_width = std::min<std::size_t>(48, width / 2);
  const auto width_of_text = width - std::min(width, title_width + time.size() + 8);
  return fmt::format("  {} {}  {} {}", paint_.cyan(kTurns[turn_ % 10]), fitted(row.title, title_width),
                     paint_.dim(fitted(row.message, std::max<std::size_t>(width_of_text, 8))), time);
}

void ApplyProgress::draw(Instant now) {
  clear();
  ++turn_;
  std::size_t shown = 0;
  for (const auto& id : order_) {
    if (shown == kMostRows) break;
    console_.err << printable_painted(row_text(rows_.at(id), now)) << '\n';
    ++shown;
  }
  std::size_t lines = shown;
  if (order_.size() > shown) {
    console_.err << paint_.dim(fmt::format("    and {} more", order_.size() - shown)) << '\n';
    ++lines;
  }
  console_.err << bar(now) << '\n' << std::flush;
  drawn_ = lines + 1;
}

}  // namespace muster
