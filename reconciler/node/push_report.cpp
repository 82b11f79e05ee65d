#include "reconciler/node/push_report.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace muster::node {

std::string to_string(const PushReport& report) {
  return fmt::format("delivered {}, refused {}, waiting {}, given {}", report.samples, report.refused,
                     report.waiting, report.given ? 1 : 0);
}

std::optional<PushReport> report_in(const std::string& text) {
  PushReport report;
  int given = 0;
  if (std::sscanf(text.c_str(), "delivered %d, refused %d, waiting %d, given %d", &report.samples,
                  &report.refused, &report.waiting, &given) != 4)
    return std::nullopt;
  report.given = given != 0;
  return report;
}

}  // namespace muster::node
