#pragma once

#include <string>

#include "reconciler/core/alert/notification.hpp"

namespace muster {

/// Returns the announcement as in schemas/announcement.schema.json, on one line.
std::string notification_json(const Notification& notification);

/// Returns {"text": ...} for Slack and compatible services; a long text is truncated with a note.
std::string slack_json(const Notification& notification);

/// Returns the body for /api/v2/alerts of Alertmanager's API v2: active alerts until `firing_until`, resolved
/// ones with the time of their end. The name of an alert is "MusterThresholdCrossed"; severity, fleet and
/// subject are labels. So an alert that gets worse is a new one for Alertmanager, and the milder one expires.
std::string alertmanager_json(const Notification& notification);

}  // namespace muster
