#include "providers/digitalocean/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "providers/digitalocean/requests.hpp"
#include "providers/digitalocean/responses.hpp"

namespace muster::digitalocean {
namespace {

constexpr int kReadings = 3;               // Of a listing that changes while it is read.
constexpr std::int64_t kMostPages = 5000;  // A million objects: more is a mistake of the other side.
constexpr std::size_t kPagesAtOnce = 16;   // Their bodies are in memory together.

/// One listing while it is read.
struct Reading {
  const Listing* listing = nullptr;
  ListingEnd* end = nullptr;
  std::unordered_set<std::string> seen;
  int without_id = 0;

  Result<Done> take(JsonView object) {
    const auto id = object.field(listing->id);
    const auto number = id.kind() == JsonKind::number ? id.integer() : Result<std::int64_t>(0);
    const auto text = id.kind() == JsonKind::number ? Result<std::string>("") : id.text();
    if (!number || !text || (text->empty() && id.kind() != JsonKind::number)) {
      // Nothing tells it apart: whoever takes it knows whether it is anybody's business.
      seen.insert("no id " + std::to_string(++without_id));
      return listing->take(object);
    }
    const auto fresh = seen.insert(text->empty() ? std::to_string(*number) : *text).second;
    return fresh ? listing->take(object) : Done{};
  }

  /// Takes a page's objects; false when something is wrong with it, which `end` then says.
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
    end->total = std::max(end->total, *total);
    const auto items = document->root().field(listing->what).items();
    if (!items) return fail(items.error());
    for (const JsonView item : *items) {
      if (auto taken = take(item); !taken) return fail(taken.error());
    }
    return true;
  }

  std::int64_t pages() const { return (end->total + kPerPage - 1) / kPerPage; }
  bool is_short() const { return static_cast<std::int64_t>(seen.size()) < end->total; }
};

void read_first_pages(Session& session, std::vector<Reading>& readings) {
  std::vector<ApiRequest> requests;
  requests.reserve(readings.size());
  for (const auto& reading : readings) requests.push_back(page_of(reading.listing->target, 1));
  auto answers = session.look(requests);
  for (std::size_t i = 0; i < readings.size(); ++i) readings[i].take_page(std::move(answers[i]), 1);
}

void read_other_pages(Session& session, std::vector<Reading>& readings) {
  struct Wanted {
    Reading* reading;
    int page;
  };
  std::vector<Wanted> wanted;
  for (auto& reading : readings) {
    if (reading.end->failure) continue;
    if (reading.pages() > kMostPages) {
      reading.end->failure =
          Error{ErrorKind::invalid, fmt::format("listing {}: {} objects are not to be believed",
                                                reading.listing->what, reading.end->total)};
      continue;
    }
    for (int page = 2; page <= reading.pages(); ++page) wanted.push_back({&reading, page});
  }
  for (std::size_t from = 0; from < wanted.size(); from += kPagesAtOnce) {
    const auto to = std::min(wanted.size(), from + kPagesAtOnce);
    std::vector<ApiRequest> requests;
    for (auto i = from; i < to; ++i)
      requests.push_back(page_of(wanted[i].reading->listing->target, wanted[i].page));
    auto answers = session.look(requests);
    for (auto i = from; i < to; ++i)
      wanted[i].reading->take_page(std::move(answers[i - from]), wanted[i].page);
  }
}

Error never_whole(const Reading& reading) {
  return {ErrorKind::conflict,
          fmt::format("listing {}: only {} of {} were told, and that {} times: it changes while it is read",
                      reading.listing->what, reading.seen.size(), reading.end->total, kReadings)};
}

}  // namespace

std::vector<ListingEnd> read_listings(Session& session, const std::vector<Listing>& listings) {
  std::vector<ListingEnd> ends(listings.size());
  std::vector<std::size_t> open(listings.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;

  for (int round = 1; !open.empty(); ++round) {
    std::vector<Reading> readings;
    for (const auto index : open) {
      listings[index].start_over();
      ends[index] = {};
      readings.push_back({&listings[index], &ends[index], {}});
    }
    read_first_pages(session, readings);
    read_other_pages(session, readings);

    std::vector<std::size_t> again;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (readings[i].end->failure || !readings[i].is_short()) continue;
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
