#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

enum class Align { left, right };

/// Lays out rows in columns that are as wide as their widest cell. Colour codes have no width.
class Columns {
 public:
  explicit Columns(std::vector<Align> aligned) : aligned_(std::move(aligned)) {}

  Columns& row(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }

  /// Each row after `indent`, with two spaces between columns and no spaces at the ends of lines.
  std::string text(const std::string& indent = "") const;

 private:
  std::vector<Align> aligned_;
  std::vector<std::vector<std::string>> rows_;
};

/// "3d 4h", "12m", "45s": a length of time in at most two units.
std::string rough_duration(long long seconds);
std::string rough_duration(Duration length);

}  // namespace muster
