#pragma once

#include <string>
#include <vector>

#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

/// The order of a droplet, with checked names.
struct DropletOrder {
  std::string name;
  std::string size;
  std::string region;
  std::int64_t image = 0;  ///< Id.
  std::string vpc;
  std::vector<std::string> tags;
  std::vector<std::string> volumes;
  bool monitoring = false;
  bool ipv6 = false;
  bool backups = false;
};

/// Creates a droplet, which boots from `now` on. Its first action is "create".
Droplet& add_droplet(Cloud& cloud, const DropletOrder& order, Instant now);
/// Creates a droplet that is on already, as if it had booted at `now`.
Droplet& add_running_droplet(Cloud& cloud, const DropletOrder& order, Instant now);

/// Deletes the droplet at once; its volumes are released some time later.
void remove_droplet(Cloud& cloud, std::int64_t id, Instant now);

void tag_droplet(Cloud& cloud, Droplet& droplet, const std::string& tag);
void untag_droplet(Cloud& cloud, Droplet& droplet, const std::string& tag);

/// Starts an action on a droplet or a volume (an attach is on both) that completes after `delay`.
Action& begin_action(Cloud& cloud, Action action, Delay delay, Instant now);

}  // namespace muster::sandbox
