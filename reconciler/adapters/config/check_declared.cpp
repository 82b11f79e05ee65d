#include "reconciler/adapters/config/check_declared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/secrets/cloud_key.hpp"
#include "reconciler/adapters/yaml/yaml_position.hpp"
#include "reconciler/core/fleet/declared/secret_use.hpp"
#include "reconciler/core/policy/check/check_policy.hpp"

namespace muster {
namespace {

/// "s" of "s-2vcpu-4gb": sizes of one family are listed together.
std::string family_of(const SizeName& size) {
  return size.value.substr(0, size.value.find('-'));
}

/// A region without offers is a typing error, which other regions would hide.
void check_regions(const std::vector<Region>& regions, const std::string& path, const Fleet& fleet,
                   const PriceList& prices, Diagnostics& found) {
  std::set<std::string> known;
  for (const auto& offer : prices.sizes) {
    for (const auto& region : offer.regions) known.insert(region.value);
  }
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (known.contains(regions[i].value)) continue;
    const auto nearest = nearest_word(regions[i].value, {known.begin(), known.end()});
    found.push_back({.severity = Severity::error,
                     .at = fleet.at,
                     .path = path_with_index(path, i),
                     .summary = fmt::format("unknown region \"{}\"", regions[i].value),
                     .expected = "a region that sells machines",
                     .hint = nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest)});
  }
}

/// Sizes that are unavailable in regions without offers follow from the names of the regions, which are
/// reported separately.
void drop_what_follows_from_regions(const Fleet& fleet, const PriceList& prices, Diagnostics& found) {
  for (std::size_t i = 0; i < fleet.pools.size(); ++i) {
    const auto& regions = regions_of(fleet, fleet.pools[i]);
    const bool any_known = std::any_of(prices.sizes.begin(), prices.sizes.end(), [&](const SizeOffer& offer) {
      return std::find_first_of(offer.regions.begin(), offer.regions.end(), regions.begin(), regions.end()) !=
             offer.regions.end();
    });
    if (any_known) continue;
    const auto path = fmt::format("spec.pools[{}].sizes", i);
    std::erase_if(found, [&](const Diagnostic& problem) {
      return problem.path.starts_with(path) && problem.summary.find(" is not sold in ") != std::string::npos;
    });
  }
}

/// Excuses sizes that are missing from a list which is known to be incomplete.
void excuse_other_families(const Fleet& fleet, const PriceList& prices, Diagnostics& found) {
  std::set<std::string> families;
  for (const auto& offer : prices.sizes) families.insert(family_of(offer.name));
  std::set<std::string> excused;
  for (std::size_t pool = 0; pool < fleet.pools.size(); ++pool) {
    const auto& ladder = fleet.pools[pool].ladder;
    for (std::size_t size = 0; size < ladder.size(); ++size) {
      if (!families.contains(family_of(ladder[size])))
        excused.insert(fmt::format("spec.pools[{}].sizes[{}]", pool, size));
    }
  }
  for (auto& problem : found) {
    if (!excused.contains(problem.path)) continue;
    problem.severity = Severity::warning;
    problem.summary = "the built-in prices do not know this size; the cloud may";
    problem.expected = "";
    problem.hint = "muster plan queries the cloud";
  }
}

/// A secret has one use: a file that requests it for another use is rejected here.
void check_secrets(const Fleet& fleet, Diagnostics& found) {
  std::map<std::string, SecretUse> first;
  for (const auto& use : secret_uses(fleet)) {
    if (use.name == fleet.provider || is_cloud_key_name(use.name)) {
      found.push_back({.severity = Severity::error,
                       .at = fleet.at,
                       .path = use.path,
                       .summary = fmt::format(
                           "\"{}\" is the key of the cloud, which muster sends to the cloud only", use.name),
                       .expected = "the name of a secret for this use",
                       .hint = "muster vault set NAME stores one"});
      continue;
    }
    const auto [known, is_new] = first.try_emplace(use.name, use);
    if (is_new || known->second.role == use.role) continue;
    found.push_back(
        {.severity = Severity::error,
         .at = fleet.at,
         .path = use.path,
         .summary = fmt::format("the secret \"{}\" is used as {} here and as {} in {}", use.name,
                                to_string(use.role), to_string(known->second.role), known->second.path),
         .expected = "one secret for each use",
         .hint = "muster vault set NAME stores another one"});
  }
}

/// The core knows the position of a pool or a rule; the path leads to the exact value.
void place_precisely(Diagnostic& problem, const std::vector<const YamlFile*>& files) {
  const auto file = std::find_if(files.begin(), files.end(),
                                 [&](const YamlFile* one) { return one->file == problem.at.file; });
  if (file == files.end()) return;
  auto place = place_of_path(**file, problem.path);
  if (place > problem.at) problem.at = std::move(place);
}

}  // namespace

Diagnostics check_declared(const Fleet& fleet, const std::vector<Policy>& policies, PricesToCheck prices,
                           const std::vector<const YamlFile*>& files) {
  std::optional<PriceList> built_in;
  if (prices.list == nullptr && prices.built_in) {
    if (auto embedded = embedded_prices(fleet.provider)) built_in = *std::move(embedded);
  }
  const auto* list = built_in ? &*built_in : prices.list;
  auto found = check_meaning(fleet, policies, list);
  check_secrets(fleet, found);
  if (built_in) excuse_other_families(fleet, *built_in, found);
  if (list != nullptr && !list->sizes.empty()) {
    drop_what_follows_from_regions(fleet, *list, found);
    check_regions(fleet.regions, "spec.regions", fleet, *list, found);
    for (std::size_t i = 0; i < fleet.pools.size(); ++i)
      check_regions(fleet.pools[i].regions, fmt::format("spec.pools[{}].regions", i), fleet, *list, found);
  }
  for (auto& problem : found) place_precisely(problem, files);
  return found;
}

}  // namespace muster
