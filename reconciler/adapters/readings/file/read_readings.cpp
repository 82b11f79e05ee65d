#include "reconciler/adapters/readings/file/read_readings.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/readings/file/reading_validator.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "reconciler/adapters/readings/file/split_csv_line.hpp"
#include "reconciler/adapters/readings/file/split_json_line.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/core/base/utf8.hpp"

namespace muster {
namespace {

constexpr std::size_t kLinesChunk = 1 << 20;
constexpr std::size_t kLongestLine = 1 << 16;
constexpr std::uint64_t kLargestReadingsFile = std::uint64_t{4} << 30;

/// Splits a stream into lines, with at most a chunk and a line in memory.
class Lines {
 public:
  explicit Lines(std::istream& stream) : stream_(stream), chunk_(kLinesChunk, '\0') {}

  /// Returns the next line without its end; nullopt at the end. Of a line that is too long only the
  /// beginning.
  std::optional<std::string_view> next() {
    rest_.clear();
    too_long_ = false;
    ended_ = true;
    while (true) {
      if (at_ == end_ && !fill()) {
        ended_ = false;
        return rest_.empty() ? std::nullopt : std::optional<std::string_view>(rest_);
      }
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
  bool ended() const { return ended_; }  ///< Whether the line ended with a line break.

 private:
  bool fill() {
    stream_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
    at_ = 0;
    end_ = static_cast<std::size_t>(stream_.gcount());
    return end_ > 0;
  }

  std::istream& stream_;
  std::string chunk_;
  std::string rest_{};  // The beginning of a line that continues in the next chunk.
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool too_long_ = false;
  bool ended_ = true;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Returns the kind of a file with this beginning if it is not text.
std::optional<LineProblem> other_than_text(std::string_view start) {
  for (const auto& [magic, name] : {std::pair<std::string_view, const char*>{"\x1f\x8b", "gzip"},
                                    {"\x28\xb5\x2f\xfd", "zstd"},
                                    {"\xfd\x37zXZ", "xz"},
                                    {"BZh", "bzip2"},
                                    {"PK\x03\x04", "zip"}}) {
    if (start.starts_with(magic))
      return LineProblem{.column = 1,
                         .summary = fmt::format("the file is compressed with {}", name),
                         .expected = "text in UTF-8",
                         .hint = "unpack it first"};
  }
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff"))
    return LineProblem{.column = 1,
                       .summary = "the file is text in UTF-16",
                       .expected = "text in UTF-8",
                       .hint = "convert it: iconv -f UTF-16 -t UTF-8"};
  return std::nullopt;
}

/// Returns the reason why a line is not text.
std::optional<LineProblem> check_text(std::string_view line, bool too_long) {
  if (too_long) return LineProblem{1, "the line is longer than 65536 bytes", "one reading a line"};
  if (const auto nul = line.find('\0'); nul != std::string_view::npos)
    return LineProblem{static_cast<int>(nul) + 1, "a NUL byte", "text"};
  if (const auto bad = first_invalid_utf8(line))
    return LineProblem{static_cast<int>(*bad) + 1, "a byte that is not UTF-8 text", "text in UTF-8"};
  return std::nullopt;
}

/// A line of a file before it is split.
struct RawLine {
  std::string_view text;
  std::size_t number = 0;
  bool unfinished = false;  ///< The rest of it may still be to come.
  bool too_long = false;
};

/// Hands line after line to a taker.
class Rows {
 public:
  Rows(ReadingTaker& taker, ReadingsFormat format, bool lines_alone)
      : taker_(taker), format_(format), lines_alone_(lines_alone) {}

  /// false if the rest of the file is unreadable.
  bool take(const RawLine& line) {
    auto problem = line.number == 1 && !lines_alone_ ? other_than_text(line.text) : std::nullopt;
    if (problem) return fail(line, *std::move(problem));
    if (is_blank(line.text)) return true;
    problem = check_text(line.text, line.too_long);
    if (format_ == ReadingsFormat::csv && !header_) return take_header(line, std::move(problem));
    if (!problem)
      problem = header_ ? split_csv_line(line.text, *header_, fields_) : split_json_line(line.text, fields_);
    if (line.unfinished && (problem || header_)) return leave(line, problem.has_value());
    if (problem)
      taker_.report(line.number, *std::move(problem));
    else
      taker_.take(fields_, line.number);
    return true;
  }

 private:
  bool fail(const RawLine& line, LineProblem problem) {
    taker_.report(line.number, std::move(problem));
    return false;
  }

  /// Without its columns the file is unreadable.
  bool take_header(const RawLine& line, std::optional<LineProblem> problem) {
    if (line.unfinished && !line.too_long) return false;
    if (!problem) problem = read_csv_header(line.text, header_.emplace());
    return problem ? fail(line, *std::move(problem)) : true;
  }

  /// The last line may be half of one. An object shows its end; a row may go on, "9" becoming "95".
  bool leave(const RawLine& line, bool broken) {
    if (line.too_long) return fail(line, *check_text(line.text, true));
    if (!broken)
      taker_.report(line.number,
                    {1, "the last row has no line break yet, and is not read before it has one",
                     "a line break after each row"},
                    "", Severity::warning);
    return false;
  }

  ReadingTaker& taker_;
  ReadingsFormat format_;
  bool lines_alone_;
  ReadingLine fields_{};
  std::optional<CsvHeader> header_{};
};

}  // namespace

RecordedReadings read_readings(std::istream& stream, const std::string& name, ReadingsFormat format,
                               const ReadingsWanted& wanted) {
  ReadingTaker taker(name, wanted);
  Lines lines(stream);
  Rows rows(taker, format, wanted.lines_alone);
  std::size_t number = 0;
  while (auto line = lines.next()) {
    ++number;
    if (number == 1 && line->starts_with("\xef\xbb\xbf")) line->remove_prefix(3);
    if (!rows.take({*line, number, wanted.growing && !lines.ended(), lines.too_long()})) break;
    if (!taker.full()) continue;
    taker.report(number, {1, fmt::format("more than {} readings", wanted.most_kept), "fewer readings",
                          "shorten the file to the time that you need"});
    break;
  }
  auto recorded = taker.finish();
  if (number == 0 || (recorded.seen == 0 && recorded.problems.empty()))
    recorded.problems.push_back({.severity = Severity::error,
                                 .at = {name, 0, 0},
                                 .path = "",
                                 .summary = "the file holds no readings",
                                 .expected = "one reading a line",
                                 .hint = ""});
  return recorded;
}

ReadingsFormat format_of(const std::string& path) {
  return path.ends_with(".csv") ? ReadingsFormat::csv : ReadingsFormat::ndjson;
}

Result<RecordedReadings> read_readings_file(const std::string& path, const ReadingsWanted& wanted) {
  auto file = RegularFile::open(path);
  if (!file) return file.error();
  return read_readings_file(*std::move(file), path, wanted);
}

Result<RecordedReadings> read_readings_file(RegularFile file, const std::string& path,
                                            const ReadingsWanted& wanted) {
  if (file.stamp().bytes > kLargestReadingsFile)
    return Error{
        ErrorKind::invalid,
        fmt::format(
            "cannot read {}: it has {} bytes, and at most {} are read. Shorten it to the time that you need",
            path, file.stamp().bytes, kLargestReadingsFile)};
  RegularFileStream stream(file);
  auto recorded = read_readings(stream, path, format_of(path), wanted);
  if (stream.failure() != nullptr) return *stream.failure();
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
