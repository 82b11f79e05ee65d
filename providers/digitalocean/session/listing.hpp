#pragma once

#include <functional>
#include <string>
#include <vector>

#include "providers/digitalocean/session/session.hpp"
#include "reconciler/adapters/json/json_value.hpp"

namespace muster::digitalocean {

/// A listing to read from its first to its last page.
struct Listing {
  /// The field with the objects: "droplets". Messages use it as the name of the listing too.
  std::string what;
  std::string target;  ///< Path and query, without the page.
  std::string id;      ///< The field that identifies an object.
  /// Processes one object; called once for each. A failure ends the listing.
  std::function<Result<Done>(JsonView)> take;
  /// Drops the processed objects: the listing is read again from the start.
  std::function<void()> start_over;
};

/// The result of reading a listing.
struct ListingEnd {
  std::optional<Error> failure;  ///< If set, the processed objects are incomplete.
  std::int64_t total = 0;        ///< Number of objects, as the listing reports it.
};

/// Reads listings in parallel: the first page of each, then all others at once.
///
/// Objects move between pages when other objects appear or disappear. Each object is processed once. If the
/// number of objects differs from the reported number, or the last page names a next one, the listing is read
/// again, a limited number of times. So a listing is complete or has a failure; it is never silently short.
/// Pages after an incomplete page are not requested, whatever number the listing reports.
std::vector<ListingEnd> read_listings(Session& session, const std::vector<Listing>& listings);

}  // namespace muster::digitalocean
