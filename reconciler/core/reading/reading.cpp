#include "reconciler/core/reading/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

const char* to_string(Metric metric) {
  switch (metric) {
    case Metric::cpu:
      return "cpu";
    case Metric::memory:
      return "memory";
    case Metric::disk:
      return "disk";
    case Metric::response_time:
      return "response_time";
    case Metric::agents:
      return "agents";
    case Metric::disk_used:
      return "disk_used";
    case Metric::log_used:
      return "log_used";
    case Metric::database_used:
      return "database_used";
  }
  return "unknown";
}

const char* unit_of(Metric metric) {
  switch (metric) {
    case Metric::cpu:
    case Metric::memory:
    case Metric::disk:
      return "%";
    case Metric::response_time:
      return " ms";
    case Metric::agents:
      return "";
    case Metric::disk_used:
    case Metric::log_used:
    case Metric::database_used:
      return " B";
  }
  return "";
}

const std::vector<std::string>& metric_words() {
  static const std::vector<std::string> words = {"cpu",    "memory",    "disk",     "response_time",
                                                 "agents", "disk_used", "log_used", "database_used"};
  return words;
}

std::optional<Metric> metric_of(const std::string& word) {
  const auto& words = metric_words();
  const auto at = std::find(words.begin(), words.end(), word);
  if (at == words.end()) return std::nullopt;
  return static_cast<Metric>(at - words.begin());
}

bool is_disk(Metric metric) {
  return metric == Metric::disk || metric == Metric::disk_used || metric == Metric::log_used ||
         metric == Metric::database_used;
}

std::string to_string(const Subject& subject) {
  if (const auto* slot = std::get_if<Slot>(&subject)) return to_string(*slot);
  if (const auto* pool = std::get_if<PoolName>(&subject)) return pool->value;
  return "fleet";
}

Result<Subject> parse_subject(const std::string& text) {
  if (text == "fleet") return Subject(FleetWide{});
  if (text.find('/') != std::string::npos) {
    auto slot = parse_slot(text);
    if (!slot) return slot.error();
    return Subject(*std::move(slot));
  }
  const bool named = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!named) {
    return Error{ErrorKind::invalid,
                 fmt::format("\"{}\" is not a subject such as worker/3, worker or fleet", text)};
  }
  return Subject(PoolName(text));
}

const char* to_string(Quality quality) {
  switch (quality) {
    case Quality::ok:
      return "ok";
    case Quality::stale:
      return "stale";
    case Quality::missing:
      return "missing";
    case Quality::error:
      return "error";
  }
  return "error";
}

}  // namespace muster
