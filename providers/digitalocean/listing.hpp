#pragma once

#include <functional>
#include <string>
#include <vector>

#include "providers/digitalocean/session.hpp"
#include "reconciler/adapters/json/json_value.hpp"

namespace muster::digitalocean {

/// A listing to be read from its first page to its last.
struct Listing {
  std::string what;    ///< The field that holds the objects: "droplets". Names the listing in messages, too.
  std::string target;  ///< Path and query, without the page.
  std::string id;      ///< The field that tells objects apart.
  /// Takes one object; each comes once. A failure ends the listing.
  std::function<Result<Done>(JsonView)> take;
  /// Forgets what was taken: the listing is read again from the start.
  std::function<void()> start_over;
};

/// How reading a listing ended.
struct ListingEnd {
  std::optional<Error> failure;  ///< Then what was taken is not all there is.
  std::int64_t total = 0;        ///< Objects in all, by the listing's own words.
};

/// Reads listings side by side: the first page of each, then all the others at once.
///
/// Objects move between pages while they come and go. Each is taken once; and when fewer or more were seen
/// than the listing says there are, or its last page names a next one, it is read again, a bounded number of
/// times, rather than believed. So a listing is whole or has a failure; it is never silently short. Pages
/// behind one that was not full are not asked for, whatever the listing says it has.
std::vector<ListingEnd> read_listings(Session& session, const std::vector<Listing>& listings);

}  // namespace muster::digitalocean
