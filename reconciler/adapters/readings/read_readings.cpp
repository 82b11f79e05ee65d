#include "reconciler/adapters/readings/read_readings.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/json/utf8.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/adapters/readings/take_reading.hpp"

namespace muster {
namespace {

constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kLongestLine = 1 << 16;

/// Cuts a stream into lines without ever holding more than a chunk and a line.
class Lines {
 public:
  explicit Lines(std::istream& stream) : stream_(stream), chunk_(kChunk, '\0') {}

  /// The next line without its end; nothing at the end. Of a line that is too long the beginning is given.
  std::optional<std::string_view> next() {
    rest_.clear();
    too_long_ = false;
    while (true) {
      if (at_ == end_ && !fill())
        return rest_.empty() ? std::nullopt : std::optional<std::string_view>(rest_);
      const std::string_view left(chunk_.data() + at_, end_ - at_);
      const auto line_end = left.find('\n');
      const auto piece = left.substr(0, line_end);
      at_ += piece.size() + (line_end == std::string_view::npos ? 0 : 1);
      if (line_end != std::string_view::npos && rest_.empty()) {
        too_long_ = piece.size() > kLongestLine;
        return piece.substr(0, kLongestLine);
      }
      too_long_ = too_long_ || rest_.size() + piece.size() > kLongestLine;
      rest_.append(piece.substr(0, kLongestLine - rest_.size()));
      if (line_end != std::string_view::npos) return rest_;
    }
  }
  bool too_long() const { return too_long_; }

 private:
  bool fill() {
    stream_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
    at_ = 0;
    end_ = static_cast<std::size_t>(stream_.gcount());
    return end_ > 0;
  }

  std::istream& stream_;
  std::string chunk_;
  std::string rest_{};  // The beginning of a line that lies across chunks.
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool too_long_ = false;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// What keeps a line from being text.
std::optional<LineProblem> check_text(std::string_view line, bool too_long) {
  if (too_long) return LineProblem{1, "the line is longer than 65536 bytes", "one reading a line"};
  if (const auto nul = line.find('\0'); nul != std::string_view::npos)
    return LineProblem{static_cast<int>(nul) + 1, "a NUL byte", "text"};
  if (const auto bad = first_invalid_utf8(line))
    return LineProblem{static_cast<int>(*bad) + 1, "a byte that is not UTF-8 text", "text in UTF-8"};
  return std::nullopt;
}

}  // namespace

RecordedReadings read_readings(std::istream& stream, const std::string& name, ReadingsFormat format,
                               const ReadingsWanted& wanted) {
  ReadingTaker taker(name, wanted);
  Lines lines(stream);
  ReadingLine fields;
  std::optional<CsvHeader> header;
  std::size_t number = 0;
  while (auto line = lines.next()) {
    ++number;
    if (number == 1 && line->starts_with("\xef\xbb\xbf")) line->remove_prefix(3);
    if (is_blank(*line)) continue;
    auto problem = check_text(*line, lines.too_long());
    const bool is_header = format == ReadingsFormat::csv && !header;
    if (is_header && !problem) problem = read_csv_header(*line, header.emplace());
    if (is_header && problem) {
      taker.report(number, *std::move(problem));
      break;  // Without its columns nothing of the file can be read.
    }
    if (is_header) continue;
    if (!problem) problem = header ? split_csv_line(*line, *header, fields) : split_json_line(*line, fields);
    if (problem)
      taker.report(number, *std::move(problem));
    else
      taker.take(fields, number);
    if (!taker.full()) continue;
    taker.report(number, {1, fmt::format("more than {} readings", wanted.most_kept), "fewer readings",
                          "cut the file down to the time that matters"});
    break;
  }
  auto recorded = taker.finish();
  if (number == 0 || (recorded.seen == 0 && recorded.problems.empty()))
    recorded.problems.push_back(
        {Severity::error, {name, 0, 0}, "", "the file holds no readings", "one reading a line", ""});
  return recorded;
}

Result<RecordedReadings> read_readings_file(const std::string& path, const ReadingsWanted& wanted) {
  const auto failed = [&path](const std::string& why) {
    return Error{ErrorKind::io, fmt::format("{} cannot be read: {}", path, why)};
  };
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return failed("it is a folder");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return failed(std::strerror(errno));
  const auto format = path.ends_with(".csv") ? ReadingsFormat::csv : ReadingsFormat::ndjson;
  auto recorded = read_readings(stream, path, format, wanted);
  if (stream.bad()) return failed("the disk gave an error");
  return recorded;
}

std::string summary_of(const RecordedReadings& recorded) {
  std::string text;
  for (const auto& problem : recorded.problems) {
    if (problem.severity != Severity::error) continue;
    if (!text.empty()) text += "\n";
    text += fmt::format("{}: {}", to_string(problem.at), problem.summary);
    if (!problem.expected.empty()) text += "; expected " + problem.expected;
    if (!problem.hint.empty()) text += "; " + problem.hint;
  }
  if (recorded.more_errors > 0) text += fmt::format("\nand {} mistakes more", recorded.more_errors);
  return text;
}

}  // namespace muster
