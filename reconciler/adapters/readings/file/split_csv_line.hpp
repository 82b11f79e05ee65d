#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reconciler/adapters/readings/reading_fields.hpp"

namespace muster {

/// Which column of a CSV file is which field.
struct CsvHeader {
  std::vector<ReadingField> columns;
};
/// Reads the header of a CSV file; what is wrong with it, or nullopt.
std::optional<LineProblem> read_csv_header(std::string_view line, CsvHeader& into);
/// Takes one line apart, by the header; what is wrong with it, or nullopt.
std::optional<LineProblem> split_csv_line(std::string_view line, const CsvHeader& header, ReadingLine& into);

}  // namespace muster
