#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reconciler/adapters/readings/reading_fields.hpp"

namespace muster {

/// The field of each column of a CSV file.
struct CsvHeader {
  std::vector<ReadingField> columns;
};
/// Parses the header of a CSV file. Returns the problem, or nullopt.
std::optional<LineProblem> read_csv_header(std::string_view line, CsvHeader& into);
/// Splits one line by the header. Returns the problem, or nullopt.
std::optional<LineProblem> split_csv_line(std::string_view line, const CsvHeader& header, ReadingLine& into);

}  // namespace muster
