#include "reconciler/adapters/policy_test/load_trace.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

#include "reconciler/adapters/file_io/whole_file.hpp"

namespace muster {
namespace {

Error wrong(const std::string& name, int line, const std::string& what) {
  return {ErrorKind::invalid, fmt::format("{}:{}: {}", name, line, what)};
}

Result<backtest::TracePoint> parse_row(const std::string& row) {
  const auto comma = row.find(',');
  if (comma == std::string::npos) return Error{ErrorKind::invalid, "expected timestamp,value"};
  const auto at = parse_instant(row.substr(0, comma));
  if (!at) return at.error();
  double value = 0;
  const char* from = row.data() + comma + 1;
  const char* to = row.data() + row.size();
  const auto [end, error] = std::from_chars(from, to, value);
  if (error != std::errc() || end != to || !std::isfinite(value) || value < 0) {
    return Error{ErrorKind::invalid, fmt::format("\"{}\" is not a number from 0 up", std::string(from, to))};
  }
  return backtest::TracePoint{*at, value};
}

}  // namespace

Result<std::vector<backtest::TracePoint>> parse_trace(const std::string& text, const std::string& name) {
  std::vector<backtest::TracePoint> trace;
  std::istringstream in(text);
  int line = 0;
  for (std::string row; std::getline(in, row);) {
    ++line;
    if (!row.empty() && row.back() == '\r') row.pop_back();
    if (line == 1) {
      if (row != "timestamp,value") return wrong(name, 1, "expected the header timestamp,value");
      continue;
    }
    if (row.empty()) continue;
    const auto point = parse_row(row);
    if (!point) return wrong(name, line, point.error().what);
    if (!trace.empty() && point->at <= trace.back().at)
      return wrong(name, line, "times must grow from row to row");
    if (trace.size() >= 2 && point->at - trace.back().at != trace[1].at - trace[0].at) {
      return wrong(name, line,
                   fmt::format("rows are {} apart, this one comes {} after the one before: fill the gap",
                               format_duration(trace[1].at - trace[0].at),
                               format_duration(point->at - trace.back().at)));
    }
    trace.push_back(*point);
  }
  if (trace.empty()) return wrong(name, line, "no rows");
  return trace;
}

Result<std::vector<backtest::TracePoint>> load_trace(const std::string& path) {
  constexpr std::size_t kLargest = std::size_t{1} << 30;
  const auto text = read_whole_file(path, kLargest);
  if (!text) return text.error();
  return parse_trace(*text, path);
}

}  // namespace muster
