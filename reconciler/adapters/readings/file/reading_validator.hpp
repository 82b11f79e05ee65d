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

/// Converts lines to readings in sequence, and keeps the data for checks across lines.
class ReadingTaker {
 public:
  ReadingTaker(std::string file, const ReadingsWanted& wanted) : file_(std::move(file)), wanted_(wanted) {}

  /// Parses the fields of one line and reports every wrong field. An impossible value becomes a reading of
  /// quality `error`; a line with any other error is dropped.
  void take(const ReadingLine& line, std::size_t number);
  void report(std::size_t line, LineProblem problem, std::string path = "",
              Severity severity = Severity::error);
  /// Whether the limit of kept readings is reached, so that further reading is pointless.
  bool full() const { return full_; }

  RecordedReadings finish();

 private:
  /// A subject with the newest instant of each metric.
  struct Known {
    Subject subject{};
    std::array<std::optional<Instant>, kMetrics> newest{};
    std::array<bool, kMetrics> unordered{};
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  /// The origin of a kept reading: for finding duplicates.
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
  void report_repeated();
  void find_twice();
  void find_two_writers();

  std::string file_;
  const ReadingsWanted& wanted_;
  RecordedReadings recorded_{};
  std::vector<Origin> origins_{};
  std::unordered_map<std::string, Known, TextHash, std::equal_to<>> subjects_{};
  /// An unknown word, which is reported once for all of its lines.
  struct OddWord {
    std::optional<std::size_t> problem;  ///< Index of its problem; nullopt if it has none.
    std::size_t lines = 0;
  };
  std::map<std::string, OddWord> odd_words_{};
  std::string last_at_text_{};
  Instant last_at_{};
  bool any_unordered_ = false;
  bool full_ = false;
};

}  // namespace muster
