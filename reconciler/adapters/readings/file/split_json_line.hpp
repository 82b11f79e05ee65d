#pragma once

#include <optional>
#include <string_view>

#include "reconciler/adapters/readings/reading_fields.hpp"

namespace muster {

/// Splits one NDJSON line: one flat object with the fields of a reading. Returns the problem, or nullopt.
std::optional<LineProblem> split_json_line(std::string_view line, ReadingLine& into);

}  // namespace muster
