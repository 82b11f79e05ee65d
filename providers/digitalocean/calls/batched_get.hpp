#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "providers/digitalocean/requests/api_request.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster::digitalocean {

/// A read of one object that has not been sent yet.
struct WaitingGet {
  Ticket ticket = 0;
  Operation operation;
  /// The number of the droplet or action; for a search of a holder the tag, in small letters.
  std::string id;
};

/// Many reads that one listing answers. Passive: the caller sends.
class BatchedGet {
 public:
  /// Reads droplets in the listing `target`, with all of its pages.
  static BatchedGet at_machines(std::string target, std::vector<WaitingGet> looks);
  /// Reads actions: they are listed newest first, so the relevant ones are on the first page.
  static BatchedGet at_actions(std::vector<WaitingGet> looks);

  /// Finds the oldest droplet with each of some tags in the listing `target`, with all of its pages.
  static BatchedGet for_holders(std::string target, std::vector<WaitingGet> looks);

  /// Returns the first request.
  ApiRequest first() const;
  /// Processes the answer to one page. Returns the further pages to request.
  std::vector<ApiRequest> take(const Result<HttpResponse>& response);

  bool finished() const { return pages_open_ == 0; }
  /// Call when finished: returns the answers from the listing, and ...
  std::vector<Completion> answers();
  /// ... the reads without an answer, each to be sent alone.
  std::vector<WaitingGet> left();

 private:
  BatchedGet(std::string target, const char* field, bool all_pages, std::vector<WaitingGet> looks);
  Result<Done> read(const HttpResponse& response, std::vector<ApiRequest>& more);
  Result<Done> read_item(JsonView item);
  Result<Done> read_holder(JsonView item, std::int64_t id);
  void answer_holders();

  std::string target_;
  const char* field_;
  bool all_pages_;
  std::map<std::string, std::vector<WaitingGet>> looks_;
  std::vector<Completion> answers_;
  bool by_tag_ = false;
  bool unreadable_ = false;  ///< A page was unreadable.
  struct Holder {
    std::int64_t id = 0;
    Machine machine;
  };
  std::map<std::string, Holder> holders_;  ///< By tag: the oldest so far.
  std::optional<Error> refused_;  ///< The answer to all reads, because single reads would be rejected too.
  int pages_open_ = 1;
  int pages_asked_ = 1;
};

}  // namespace muster::digitalocean
