#pragma once

#include <optional>
#include <string_view>

#include "reconciler/adapters/readings/reading_fields.hpp"

namespace muster {

/// Takes one NDJSON line apart: one flat object with the four fields.
std::optional<LineProblem> split_json_line(std::string_view line, ReadingLine& into);

}  // namespace muster
