#include "providers/digitalocean/session/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "providers/digitalocean/requests/requests.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/json/json_document.hpp"

namespace muster::digitalocean {
namespace {

constexpr int kReadings = 3;              // Of a listing that changes while it is read.
constexpr std::int64_t kMostPages = 500;  // A hundred thousand objects: more is a mistake of the other side.
constexpr int kPagesAtOnce = 16;          // Their bodies are in memory at the same time.

/// One listing while it is read.
struct OpenListing {
  const Listing* listing = nullptr;
  ListingEnd* end = nullptr;
  std::unordered_set<std::string> seen;
  bool runs_on = false;  ///< A page that should be the last one names a next one.
  bool ran_out = false;  ///< A page before the last one was not full: later pages are empty.
  int without_id = 0;

  Result<Done> take(JsonView object) {
    const auto id = object.field(listing->id);
    const auto number = id.kind() == JsonKind::number ? id.integer() : Result<std::int64_t>(0);
    const auto text = id.kind() == JsonKind::number ? Result<std::string>("") : id.text();
    if (!number || !text || (text->empty() && id.kind() != JsonKind::number)) {
      // It has no id: the caller decides whether it matters.
      seen.insert("no id " + std::to_string(++without_id));
      return listing->take(object);
    }
    const auto fresh = seen.insert(text->empty() ? std::to_string(*number) : *text).second;
    return fresh ? listing->take(object) : Done{};
  }

  /// Processes a page's objects; returns false after a problem, which `end` contains.
  bool take_page(Result<HttpResponse> response, int page) {
    const auto fail = [&](const Error& error) {
      if (!end->failure) end->failure = error.during(fmt::format("listing {}, page {}", listing->what, page));
      return false;
    };
    if (!response) return fail(response.error());
    auto document = JsonDocument::parse(std::move(response->body));
    if (!document) return fail(document.error());
    const auto total = total_in(document->root());
    if (!total) return fail(total.error());
    if (*total < 0)
      return fail(document->root().field("meta").field("total").error("expected a count of 0 or more"));
    end->total = std::max(end->total, *total);
    const auto items = document->root().field(listing->what).items();
    if (!items) return fail(items.error());
    for (const JsonView item : *items) {
      if (auto taken = take(item); !taken) return fail(taken.error());
    }
    const bool is_last = page >= pages();
    if (is_last && names_a_next_page(document->root())) runs_on = true;
    if (!is_last && items->size() < static_cast<std::size_t>(kPerPage)) ran_out = true;
    return true;
  }

  static bool names_a_next_page(JsonView body) {
    const auto links = body.field("links");
    if (links.kind() != JsonKind::object || links.field("pages").kind() != JsonKind::object) return false;
    return !links.field("pages").field("next").absent_or_null();
  }

  std::int64_t pages() const { return (end->total + kPerPage - 1) / kPerPage; }
  std::int64_t reported() const { return static_cast<std::int64_t>(seen.size()); }
  /// Whether the number of objects equals the reported one.
  bool is_whole() const { return reported() == end->total && !runs_on; }
  bool has_more() const { return !end->failure && !ran_out; }
};

void read_first_pages(Session& session, std::vector<OpenListing>& readings) {
  std::vector<ApiRequest> requests;
  requests.reserve(readings.size());
  for (const auto& reading : readings) requests.push_back(page_of(reading.listing->target, 1));
  auto answers = session.look(requests);
  for (std::size_t i = 0; i < readings.size(); ++i) readings[i].take_page(std::move(answers[i]), 1);
}

/// Rejects impossible totals: muster does not read a listing that claims to have no end.
void refuse_absurd(OpenListing& reading) {
  if (reading.end->failure || reading.pages() <= kMostPages) return;
  if (!reading.has_more()) return;  // It is still short: report it.
  reading.end->failure =
      Error{ErrorKind::invalid, fmt::format("listing {}: a total of {} objects is not plausible",
                                            reading.listing->what, reading.end->total)};
}

/// A limited number of pages at a time, from the second on; a listing that has ended is not read further.
void read_other_pages(Session& session, std::vector<OpenListing>& readings) {
  struct Wanted {
    OpenListing* reading;
    int page;
  };
  for (auto& reading : readings) refuse_absurd(reading);
  for (int first = 2;; first += kPagesAtOnce) {
    std::vector<Wanted> wanted;
    for (auto& reading : readings) {
      const auto last = std::min<std::int64_t>(reading.pages(), first + kPagesAtOnce - 1);
      for (int page = first; reading.has_more() && page <= last; ++page) wanted.push_back({&reading, page});
    }
    if (wanted.empty()) return;
    std::vector<ApiRequest> requests;
    for (const auto& each : wanted) requests.push_back(page_of(each.reading->listing->target, each.page));
    auto answers = session.look(requests);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      wanted[i].reading->take_page(std::move(answers[i]), wanted[i].page);
    for (auto& reading : readings) refuse_absurd(reading);
  }
}

Error never_whole(const OpenListing& reading) {
  const auto& what = reading.listing->what;
  if (reading.reported() < reading.end->total) {
    return {ErrorKind::conflict, fmt::format("listing {}: the cloud returned only {} of {} objects, in {} "
                                             "attempts: the list changes while muster reads it",
                                             what, reading.reported(), reading.end->total, kReadings)};
  }
  return {ErrorKind::conflict,
          fmt::format(
              "listing {}: the cloud returned {} objects {}, in {} attempts: the end of the list is unknown",
              what, reading.reported(),
              reading.runs_on ? "and there is a next page"
                              : fmt::format("but reports a total of {}", reading.end->total),
              kReadings)};
}

}  // namespace

std::vector<ListingEnd> read_listings(Session& session, const std::vector<Listing>& listings) {
  std::vector<ListingEnd> ends(listings.size());
  std::vector<std::size_t> open(listings.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;

  for (int round = 1; !open.empty(); ++round) {
    std::vector<OpenListing> readings;
    for (const auto index : open) {
      listings[index].start_over();
      ends[index] = {};
      readings.push_back({&listings[index], &ends[index], {}});
    }
    read_first_pages(session, readings);
    read_other_pages(session, readings);

    std::vector<std::size_t> again;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (readings[i].end->failure || readings[i].is_whole()) continue;
      if (round < kReadings)
        again.push_back(open[i]);
      else
        readings[i].end->failure = never_whole(readings[i]);
    }
    open = std::move(again);
  }
  return ends;
}

}  // namespace muster::digitalocean
