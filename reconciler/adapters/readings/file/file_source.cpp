#include "reconciler/adapters/readings/file/file_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/core/base/text/plural.hpp"

namespace muster {
namespace {

constexpr std::size_t kListedMistakes = 3;
/// A file is read at least this far back; ReadingCache decides how much of it is kept.
constexpr Duration kFirstRead = std::chrono::minutes(90);
/// The clocks of the writer and of muster may differ by this much without a warning.
constexpr Duration kWriterClockSlack = std::chrono::minutes(1);

std::vector<PoolName> pools_of(const Fleet& fleet) {
  std::vector<PoolName> pools;
  for (const auto& pool : fleet.pools) pools.push_back(pool.name);
  return pools;
}

std::string sentence(const Diagnostic& problem) {
  std::string text;
  if (problem.at.line > 0) text = fmt::format("line {}, column {}: ", problem.at.line, problem.at.column);
  text += problem.summary;
  if (!problem.expected.empty()) text += "; expected " + problem.expected;
  if (!problem.hint.empty()) text += "; " + problem.hint;
  return text;
}

}  // namespace

std::vector<std::string> in_sentences(const RecordedReadings& recorded) {
  std::vector<std::string> sentences;
  for (const auto& problem : recorded.problems) {
    if (sentences.size() == kListedMistakes) break;
    sentences.push_back(sentence(problem));
  }
  const auto more = recorded.problems.size() - sentences.size() + recorded.more_errors;
  if (more > 0)
    sentences.push_back(fmt::format("and {} more", plural(static_cast<std::int64_t>(more), "mistake")));
  return sentences;
}

FileSource::FileSource(std::string path, ReadingNeeds needs)
    : path_(std::move(path)), needs_(std::move(needs)), held_(needs_), earlier_(needs_) {}

Result<Done> FileSource::look(const Fleet& fleet, Instant since, Instant now) {
  auto file = RegularFile::open(path_);
  if (!file) return file.error();
  auto pools = pools_of(fleet);
  if (read_ == file->stamp() && pools_ == pools && now >= read_at_) return Done{};
  ReadingsWanted wanted;
  wanted.since =
      std::max(since, now - (needs_.day.empty() ? std::max(needs_.fine, kFirstRead) : kLongestMemory));
  // The number of agents is unknown for a day after its last count, not absent.
  wanted.agents_since = std::max(since, now - kLongestMemory);
  wanted.pools = pools;
  wanted.growing = true;
  const auto stamp = file->stamp();
  auto recorded = read_readings_file(*std::move(file), path_, wanted);
  if (!recorded) return recorded.error();
  if (recorded->seen == 0 && recorded->more_errors + recorded->problems.size() > 0 && held_.size() == 0)
    return Error{ErrorKind::invalid,
                 fmt::format("no part of it can be read: {}", in_sentences(*recorded)[0])};
  take(*recorded, stamp, now);
  pools_ = std::move(pools);
  return Done{};
}

void FileSource::take(const RecordedReadings& recorded, const FileStamp& stamp, Instant now) {
  const bool another = read_ && (!read_->same_file(stamp) || stamp.bytes < read_->bytes);
  if (another) {
    earlier_ = held_;
    earlier_newest_ = newest_;
  }
  const bool goes_on = !recorded.oldest || *recorded.oldest > earlier_newest_;
  if (!goes_on) {
    earlier_ = ReadingCache(needs_);
    earlier_newest_ = Instant{};
  }
  held_ = earlier_;
  for (const auto& reading : recorded.readings) held_.add(reading);
  newest_ = std::max(earlier_newest_, recorded.newest.value_or(Instant{}));
  mistakes_ = in_sentences(recorded);
  note_ahead(recorded, now);
  read_ = stamp;
  read_at_ = now;
}

/// They were written ahead deliberately, or by a wrong clock: a person must decide.
void FileSource::note_ahead(const RecordedReadings& recorded, Instant now) {
  ahead_.clear();
  for (const auto& reading : recorded.readings) {
    if (reading.at <= now + kWriterClockSlack) continue;
    auto& newest = ahead_[{reading.subject, reading.metric}];
    newest = std::max(newest, reading.at);
  }
  if (recorded.oldest && *recorded.oldest > now + kWriterClockSlack)
    mistakes_.push_back(
        fmt::format("all its readings are in the future, the first at {}", format_instant(*recorded.oldest)));
  else if (!ahead_.empty())
    mistakes_.push_back(
        fmt::format("some of its readings are in the future, the last at {}: a clock is wrong, or they were "
                    "written in advance",
                    format_instant(*recorded.newest)));
}

void FileSource::append_unborn(std::vector<Reading>& into, Instant now) const {
  for (const auto& [series, newest] : ahead_) {
    const auto& [subject, metric] = series;
    if (newest <= now + kWriterClockSlack || held_.newest_good(subject, metric, now) != nullptr) continue;
    if (!held_.has(subject, metric, now))
      into.push_back(
          {.at = now, .subject = subject, .metric = metric, .value = Measure(), .quality = Quality::error});
  }
}

Result<std::vector<Reading>> FileSource::readings(const Fleet& fleet, const ActualState&, Instant since,
                                                  Instant now) {
  const auto looked = look(fleet, since, now);
  held_.forget(now);
  earlier_.forget(now);
  if (!looked && held_.size() == 0) return looked.error();
  trouble_ = mistakes_;
  if (!looked) trouble_ = {looked.error().what};
  std::vector<Reading> readings;
  held_.append_to(readings, since, now);
  append_unborn(readings, now);
  return readings;
}

}  // namespace muster
