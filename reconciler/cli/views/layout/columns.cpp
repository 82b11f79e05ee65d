#include "reconciler/cli/views/layout/columns.hpp"

#include <algorithm>

#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

Columns& Columns::row(std::vector<std::string> cells) {
  cells.resize(aligned_.size());
  for (auto& cell : cells) cell = printable_painted(cell);
  rows_.push_back(std::move(cells));
  return *this;
}

std::string Columns::text(const std::string& indent) const {
  std::vector<std::size_t> widths(aligned_.size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line = indent;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - columns_of(row[i]), ' ');
      if (i > 0 && widths[i] > 0) line += "  ";
      line += aligned_[i] == Align::right ? blanks + row[i] : row[i] + blanks;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string rough_duration(long long seconds) {
  seconds = std::max(seconds, 0LL);
  const auto two = [](long long large, const char* a, long long small, const char* b) {
    auto text = std::to_string(large) + a;
    if (small > 0) text += " " + std::to_string(small) + b;
    return text;
  };
  if (seconds < 60) return std::to_string(seconds) + "s";
  if (seconds < 3600) return two(seconds / 60, "m", seconds % 60, "s");
  if (seconds < 86400) return two(seconds / 3600, "h", seconds % 3600 / 60, "m");
  return two(seconds / 86400, "d", seconds % 86400 / 3600, "h");
}

std::string rough_duration(Duration length) {
  return rough_duration(whole_seconds(length));
}

}  // namespace muster
