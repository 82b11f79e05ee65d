#include "reconciler/core/reading/reading_set.hpp"

#include <algorithm>
#include <functional>
#include <string>

namespace muster {

std::size_t ReadingSet::SubjectHash::operator()(const Subject& subject) const {
  if (const auto* slot = std::get_if<Slot>(&subject)) {
    return std::hash<std::string>{}(slot->pool.value) * 31 + static_cast<std::size_t>(slot->number);
  }
  if (const auto* pool = std::get_if<PoolName>(&subject)) return std::hash<std::string>{}(pool->value);
  return 0;
}

void ReadingSet::add(const Reading& reading) {
  auto& series = by_subject_[reading.subject][static_cast<std::size_t>(reading.metric)];
  const Sample sample{reading.at, reading.value, reading.quality};
  newest_ = size_ == 0 ? reading.at : std::max(newest_, reading.at);
  if (series.empty() || series.back().at < reading.at) {
    series.push_back(sample);
    ++size_;
    return;
  }
  const auto at = std::lower_bound(series.begin(), series.end(), reading.at,
                                   [](const Sample& s, Instant wanted) { return s.at < wanted; });
  if (at == series.end() || at->at != reading.at) {
    series.insert(at, sample);
    ++size_;
  } else if (sample.quality == Quality::ok && (at->quality != Quality::ok || sample.value > at->value)) {
    *at = sample;
  }
}

const Series& ReadingSet::series(const Subject& subject, Metric metric) const {
  static const Series none;
  const auto found = by_subject_.find(subject);
  return found == by_subject_.end() ? none : found->second[static_cast<std::size_t>(metric)];
}

std::vector<Subject> ReadingSet::subjects() const {
  std::vector<Subject> all;
  all.reserve(by_subject_.size());
  for (const auto& entry : by_subject_) all.push_back(entry.first);
  std::sort(all.begin(), all.end());
  return all;
}

Digest fingerprint_of(const ReadingSet& readings) {
  Digester digester;
  for (const auto& subject : readings.subjects()) {
    digester.add(to_string(subject));
    for (int m = 0; m < kMetrics; ++m) {
      const auto& series = readings.series(subject, static_cast<Metric>(m));
      if (series.empty()) continue;
      digester.add(m).add(static_cast<std::int64_t>(series.size()));
      for (const auto& sample : series) {
        digester.add(std::int64_t{sample.at.time_since_epoch().count()}).add(sample.value.in_milli());
        digester.add(static_cast<int>(sample.quality));
      }
    }
  }
  return digester.finish();
}

}  // namespace muster
