#pragma once

#include <string>

#include "reconciler/core/alert/announcement.hpp"

namespace muster {

/// The announcement as schemas/announcement.schema.json has it, on one line.
std::string announcement_json(const Announcement& announcement);

/// {"text": ...} as Slack and those who speak like it take it: a long text is cut, and says so.
std::string slack_json(const Announcement& announcement);

/// What Alertmanager's API v2 takes at /api/v2/alerts: what fires until `firing_until`, what is over with the
/// instant of its end. An alert's name is "MusterThresholdCrossed"; severity, fleet and subject are labels,
/// so that one that gets worse is another one to Alertmanager, and the milder one ends by itself.
std::string alertmanager_json(const Announcement& announcement);

}  // namespace muster
