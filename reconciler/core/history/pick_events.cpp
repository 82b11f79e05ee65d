#include "reconciler/core/history/pick_events.hpp"

#include <algorithm>

namespace muster {

bool is_about(const ScalingEvent& event, const std::string& object) {
  if (event.address == object) return true;
  // An event with an unreadable plan is named by its address: its subject is after the dot.
  const auto dot = event.subject == event.address ? event.subject.find('.') : std::string::npos;
  const auto subject = dot == std::string::npos ? event.subject : event.subject.substr(dot + 1);
  return subject == object || subject.starts_with(object + "/");
}

bool chosen(const ScalingEvent& event, const EventChoice& choice) {
  if (choice.since && event.started_at < *choice.since) return false;
  if (choice.failed && (event.outcome == "done" || event.outcome == "unfinished")) return false;
  if (choice.objects.empty()) return true;
  return std::any_of(choice.objects.begin(), choice.objects.end(),
                     [&](const std::string& object) { return is_about(event, object); });
}

std::vector<ScalingEvent> pick_events(std::vector<ScalingEvent> events, const EventChoice& choice) {
  std::erase_if(events, [&](const ScalingEvent& event) { return !chosen(event, choice); });
  return events;
}

}  // namespace muster
