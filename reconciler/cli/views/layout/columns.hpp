#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/time.hpp"

namespace muster {

enum class Align { left, right };

/// Rows laid out in columns that are as wide as their widest cell. Colour codes in cells take no room.
class Columns {
 public:
  explicit Columns(std::vector<Align> aligned) : aligned_(std::move(aligned)) {}

  Columns& row(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }

  /// Each row behind `indent`, columns two blanks apart, no blanks at the ends of lines.
  std::string text(const std::string& indent = "") const;

 private:
  std::vector<Align> aligned_;
  std::vector<std::vector<std::string>> rows_;
};

/// "3d 4h", "12m", "45s": how long ago, or how long, in at most two units.
std::string rough_duration(long long seconds);
std::string rough_duration(Duration length);

}  // namespace muster
