#include "providers/digitalocean/observe/prerequisites.hpp"

#include <algorithm>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"

namespace muster::digitalocean {
namespace {

/// Whether a name can be part of a path as it is: slugs, numbers and fingerprints can.
bool is_plain(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':';
  });
}

std::string target_of_image(const Pool& pool) {
  return "/v2/images/" + pool.image;
}

std::string target_of_key(const std::string& key) {
  return "/v2/account/keys/" + key;
}

bool is_gone(const Result<HttpResponse>& answer) {
  return !answer && answer.error().kind == ErrorKind::not_found;
}

std::string problem_of_status(const std::string& image, const std::string& status) {
  if (status == "deleted" || status == "retired") return "image " + image + " is " + status + " at the cloud";
  if (status == "NEW" || status == "pending") return "image " + image + " is not ready yet";
  return "";
}

/// Reads the requirements of an image; unreadable fields are ignored.
void read_image(const std::string& name, const std::string& body, Prerequisites& needs) {
  const auto document = JsonDocument::parse(body);
  if (!document) return;
  const auto image = document->root().field("image");
  const auto disk = image.field("min_disk_size").integer();
  constexpr std::int64_t kBelieved = 1'000'000;
  if (disk && *disk > 0 && *disk < kBelieved) needs.image_min_disk_gib = static_cast<int>(*disk);
  if (const auto status = image.field("status").text()) {
    if (auto problem = problem_of_status(name, *status); !problem.empty())
      needs.problems.push_back(std::move(problem));
  }
  const auto regions = image.field("regions").items();
  if (!regions || regions->empty()) return;
  std::vector<Region> reported;
  for (const JsonView region : *regions) {
    const auto slug = region.text();
    if (!slug) return;
    reported.emplace_back(*slug);
  }
  std::sort(reported.begin(), reported.end());
  needs.image_regions = std::move(reported);
}

}  // namespace

PrerequisiteLooks::PrerequisiteLooks(const Fleet& fleet) : fleet_(fleet) {
  for (const auto& pool : fleet.pools) {
    if (is_plain(pool.image)) ask(target_of_image(pool));
    for (const auto& key : pool.ssh_keys) {
      if (is_plain(key)) ask(target_of_key(key));
    }
  }
}

void PrerequisiteLooks::ask(std::string target) {
  const auto same = [&](const ApiRequest& request) { return request.target == target; };
  if (std::none_of(requests_.begin(), requests_.end(), same)) requests_.push_back({"GET", std::move(target)});
}

const Result<HttpResponse>* PrerequisiteLooks::answer_to(
    const std::string& target, const std::vector<Result<HttpResponse>>& answers) const {
  for (std::size_t i = 0; i < requests_.size() && i < answers.size(); ++i) {
    if (requests_[i].target == target) return &answers[i];
  }
  return nullptr;
}

std::map<PoolName, Prerequisites> PrerequisiteLooks::take(
    const std::vector<Result<HttpResponse>>& answers) const {
  std::map<PoolName, Prerequisites> all;
  for (const auto& pool : fleet_.pools) {
    Prerequisites needs;
    const auto* image = answer_to(target_of_image(pool), answers);
    if (image && *image) read_image(pool.image, (*image)->body, needs);
    if (image && is_gone(*image)) needs.problems.push_back("image " + pool.image + " does not exist");
    for (const auto& key : pool.ssh_keys) {
      const auto* answer = answer_to(target_of_key(key), answers);
      if (answer && is_gone(*answer)) needs.problems.push_back("ssh key " + key + " is not in the account");
    }
    if (needs != Prerequisites{}) all.emplace(pool.name, std::move(needs));
  }
  return all;
}

}  // namespace muster::digitalocean
