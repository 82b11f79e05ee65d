#pragma once

#include "providers/sandbox/cloud/cloud.hpp"
#include "providers/sandbox/wire/json_text.hpp"

namespace muster::sandbox {

/// Write the records of the cloud in the format of the API: one JSON object each.
void show(JsonText& out, const Cloud& cloud, const Droplet& droplet);
void show(JsonText& out, const Cloud& cloud, const Action& action);
void show(JsonText& out, const Cloud& cloud, const Volume& volume);
void show(JsonText& out, const VolumeSnapshot& snapshot);
void show(JsonText& out, const Cloud& cloud, const LoadBalancer& balancer);
void show(JsonText& out, const Cloud& cloud, const Firewall& firewall);
void show(JsonText& out, const Vpc& vpc);
void show(JsonText& out, const SshKey& key);
void show(JsonText& out, const Cloud& cloud, const Image& image);
void show(JsonText& out, const Tag& tag);

/// Returns the image of that number or slug, of the catalogue or a snapshot.
const Image* find_image(const Cloud& cloud, std::int64_t id);
const Image* find_image(const Cloud& cloud, const std::string& slug);

}  // namespace muster::sandbox
