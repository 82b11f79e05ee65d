#pragma once

#include "providers/sandbox/model/cloud.hpp"
#include "providers/sandbox/wire/json_text.hpp"

namespace muster::sandbox {

/// Write the records of the cloud in the format of the API: one JSON object each.
void write_json(JsonText& out, const Cloud& cloud, const Droplet& droplet);
void write_json(JsonText& out, const Cloud& cloud, const Action& action);
void write_json(JsonText& out, const Cloud& cloud, const Volume& volume);
void write_json(JsonText& out, const VolumeSnapshot& snapshot);
void write_json(JsonText& out, const Cloud& cloud, const LoadBalancer& balancer);
void write_json(JsonText& out, const Cloud& cloud, const Firewall& firewall);
void write_json(JsonText& out, const Vpc& vpc);
void write_json(JsonText& out, const SshKey& key);
void write_json(JsonText& out, const Cloud& cloud, const Image& image);
void write_json(JsonText& out, const Tag& tag);

/// Returns the image of that number or slug, of the catalogue or a snapshot.
const Image* find_image(const Cloud& cloud, std::int64_t id);
const Image* find_image(const Cloud& cloud, const std::string& slug);

}  // namespace muster::sandbox
