#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"

namespace muster {

/// Turns lines into readings, one after the other, and remembers what must be known across lines.
class ReadingTaker {
 public:
  ReadingTaker(std::string file, const ReadingsWanted& wanted) : file_(std::move(file)), wanted_(wanted) {}

  /// Reads the fields of one line; every field that is wrong is reported. A value that cannot be makes a
  /// reading of quality `error`, every other mistake costs the line.
  void take(const ReadingLine& line, std::size_t number);
  void report(std::size_t line, LineProblem problem, std::string path = "",
              Severity severity = Severity::error);
  /// Whether more would be more than is kept; then reading on makes no sense.
  bool full() const { return full_; }

  RecordedReadings finish();

 private:
  /// What is known of one subject: what it is, and the newest instant of each metric.
  struct Known {
    Subject subject{};
    std::array<std::optional<Instant>, kMetrics> newest{};
    std::array<bool, kMetrics> unordered{};
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  /// Where a kept reading came from: for finding readings that are there twice.
  struct Origin {
    const Known* known;
    std::size_t line;
  };

  std::optional<Instant> instant_in(const WrittenField& field, std::size_t line);
  Known* subject_in(const WrittenField& field, std::size_t line);
  std::optional<Metric> metric_in(const WrittenField& field, std::size_t line);
  bool value_in(const WrittenField& field, Metric metric, std::size_t line, Reading& into);
  bool bound_in(const WrittenField& field, Metric metric, std::size_t line, Reading& into);
  bool missing(const WrittenField& field, ReadingField which, std::size_t line);
  void report_word(std::size_t line, std::string word, LineProblem problem, const char* path);
  void tell_repeated();
  void find_twice();

  std::string file_;
  const ReadingsWanted& wanted_;
  RecordedReadings recorded_{};
  std::vector<Origin> origins_{};
  std::unordered_map<std::string, Known, TextHash, std::equal_to<>> subjects_{};
  /// A word that nobody knows, told once however many lines have it.
  struct OddWord {
    std::optional<std::size_t> problem;  ///< Which of the problems tells it; nullopt when none does.
    std::size_t lines = 0;
  };
  std::map<std::string, OddWord> odd_words_{};
  std::string last_at_text_{};
  Instant last_at_{};
  bool any_unordered_ = false;
  bool full_ = false;
};

}  // namespace muster
