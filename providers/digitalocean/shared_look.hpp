#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "providers/digitalocean/api_request.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster::digitalocean {

/// A look at one object that has not been sent yet.
struct WaitingLook {
  Ticket ticket = 0;
  Operation operation;
  std::string id;  ///< The droplet's or action's number; of a look for a holder the tag, in small letters.
};

/// Many looks answered out of one listing. Passive: somebody else sends.
class SharedLook {
 public:
  /// At droplets, in the listing `target`; all of its pages are read.
  static SharedLook at_machines(std::string target, std::vector<WaitingLook> looks);
  /// At actions: they are listed newest first, so those that still matter are on the first page.
  static SharedLook at_actions(std::vector<WaitingLook> looks);

  /// For the oldest droplet with each of some tags, in the listing `target`; all of its pages are read.
  static SharedLook for_holders(std::string target, std::vector<WaitingLook> looks);

  /// The request that comes first.
  ApiRequest first() const;
  /// Takes the answer to one page. Gives the pages to ask for besides.
  std::vector<ApiRequest> take(const Result<HttpResponse>& response);

  bool finished() const { return pages_open_ == 0; }
  /// Ask when finished: what the listing answered, and ...
  std::vector<Completion> answers();
  /// ... the looks that it did not, each to be asked alone.
  std::vector<WaitingLook> left();

 private:
  SharedLook(std::string target, const char* field, bool all_pages, std::vector<WaitingLook> looks);
  Result<Done> read(const HttpResponse& response, std::vector<ApiRequest>& more);
  Result<Done> read_item(JsonView item);
  Result<Done> read_holder(JsonView item, std::int64_t id);
  void answer_holders();

  std::string target_;
  const char* field_;
  bool all_pages_;
  std::map<std::string, std::vector<WaitingLook>> looks_;
  std::vector<Completion> answers_;
  bool by_tag_ = false;
  bool unreadable_ = false;  ///< A page could not be read.
  struct Holder {
    std::int64_t id = 0;
    Machine machine;
  };
  std::map<std::string, Holder> holders_;  ///< By tag: the oldest so far.
  std::optional<Error> refused_;  ///< Everybody's answer: asking each alone would be refused as well.
  int pages_open_ = 1;
  int pages_asked_ = 1;
};

}  // namespace muster::digitalocean
