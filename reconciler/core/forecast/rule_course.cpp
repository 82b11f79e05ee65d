#include "reconciler/core/forecast/rule_course.hpp"

#include <algorithm>

namespace muster::forecast {

float tolerance_of(const Hold& hold, const TrialTerms& terms) {
  return terms.without == PilotPart::tolerating ? 0 : hold.tolerance;
}

Course course_by_rule(std::size_t number, const Sight& now, const FleetSize& fleet, bool overloaded,
                      const TrialTerms& terms) {
  const auto rule = rule_at(number);
  const auto follower = static_cast<std::size_t>(rule.follower);
  const auto hold = number / kHeadrooms % kHolds.size();
  const auto headroom = [&](float level, float seen) {
    return static_cast<double>(std::max(rule.factor * level + rule.extra, seen / kFullest));
  };
  Course course;
  course.rule = rule;
  course.at_least = std::max(headroom(now.levels[follower], now.seen), 1.0);
  if (overloaded && terms.without != PilotPart::escalating) {
    const auto leap = leap_of(terms, escalation_of(terms), now.seen, now.day_peak);
    const float leapt = leap.of(static_cast<float>(fleet.serving), static_cast<float>(fleet.total));
    course.at_least = std::max(course.at_least, static_cast<double>(leapt));
    course.keep = std::max(course.at_least, fleet.serving);
    return course;
  }
  course.keep = std::max(course.at_least, headroom(now.held[follower][hold], now.held_seen[hold]));
  const auto tolerance = static_cast<double>(tolerance_of(rule.hold, terms));
  if (fleet.serving - course.keep < tolerance * fleet.serving)
    course.keep = std::max(course.keep, fleet.serving);
  return course;
}

}  // namespace muster::forecast
