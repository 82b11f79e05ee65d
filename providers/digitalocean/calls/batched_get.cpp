#include "providers/digitalocean/calls/batched_get.hpp"

#include <utility>

#include "providers/digitalocean/requests/requests.hpp"
#include "providers/digitalocean/responses/errors.hpp"
#include "providers/digitalocean/responses/replies.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/core/base/lower_case.hpp"

namespace muster::digitalocean {
namespace {

Result<Reply> seen_item(const Operation& look, JsonView item) {
  return std::holds_alternative<call::GetMachine>(look) ? as_reply(machine_in(item))
                                                        : as_reply(operation_in(item));
}

}  // namespace

BatchedGet::BatchedGet(std::string target, const char* field, bool all_pages, std::vector<WaitingGet> looks)
    : target_(std::move(target)), field_(field), all_pages_(all_pages) {
  for (auto& look : looks) looks_[look.id].push_back(std::move(look));
}

BatchedGet BatchedGet::at_machines(std::string target, std::vector<WaitingGet> looks) {
  return {std::move(target), "droplets", true, std::move(looks)};
}

BatchedGet BatchedGet::at_actions(std::vector<WaitingGet> looks) {
  return {"/v2/actions", "actions", false, std::move(looks)};
}

BatchedGet BatchedGet::for_holders(std::string target, std::vector<WaitingGet> looks) {
  BatchedGet look(std::move(target), "droplets", true, std::move(looks));
  look.by_tag_ = true;
  return look;
}

ApiRequest BatchedGet::first() const {
  return page_of(target_, 1);
}

std::vector<ApiRequest> BatchedGet::take(const Result<HttpResponse>& response) {
  --pages_open_;
  std::vector<ApiRequest> more;
  if (!response) {
    refused_ = response.error();
    return more;
  }
  if (response->status != 200) {
    refused_ = error_of(*response, Asked::look);
    return more;
  }
  // An unreadable page answers no read: they are sent alone, which shows the problem.
  if (!read(*response, more)) {
    unreadable_ = true;
    return {};
  }
  pages_open_ += static_cast<int>(more.size());
  return more;
}

Result<Done> BatchedGet::read(const HttpResponse& response, std::vector<ApiRequest>& more) {
  const auto document = JsonDocument::parse(response.body);
  if (!document) return document.error();
  const auto items = document->root().field(field_).items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    if (const auto taken = read_item(item); !taken) return taken.error();
  }
  const auto total = all_pages_ ? total_in(document->root()) : Result<std::int64_t>(0);
  if (!total) return total.error();
  for (; static_cast<std::int64_t>(pages_asked_) * kPerPage < *total; ++pages_asked_)
    more.push_back(page_of(target_, pages_asked_ + 1));
  return Done{};
}

Result<Done> BatchedGet::read_item(JsonView item) {
  const auto id = item.field("id").integer();
  if (!id) return id.error();
  if (by_tag_) return read_holder(item, *id);
  const auto waiting = looks_.find(std::to_string(*id));
  if (waiting == looks_.end()) return Done{};
  for (const auto& look : waiting->second) {
    auto seen = seen_item(look.operation, item);
    if (!seen) return seen.error();
    answers_.push_back({look.ticket, std::move(seen)});
  }
  looks_.erase(waiting);
  return Done{};
}

Result<Done> BatchedGet::read_holder(JsonView item, std::int64_t id) {
  const auto tags = item.field("tags").items();
  if (!tags) return tags.error();
  for (const JsonView each : *tags) {
    const auto tag = each.text();
    if (!tag) return tag.error();
    const auto key = lower_case(*tag);
    if (!looks_.count(key)) continue;
    const auto known = holders_.find(key);
    if (known != holders_.end() && known->second.id <= id) continue;
    auto machine = machine_in(item);
    if (!machine) return machine.error();
    holders_[key] = {id, *std::move(machine)};
  }
  return Done{};
}

/// Only a completely read listing shows that no machine has a tag.
void BatchedGet::answer_holders() {
  for (const auto& [tag, looks] : looks_) {
    const auto holder = holders_.find(tag);
    for (const auto& look : looks) {
      auto reply = holder == holders_.end() ? Reply(Absent{}) : Reply(holder->second.machine);
      answers_.push_back({look.ticket, std::move(reply)});
    }
  }
  looks_.clear();
}

std::vector<Completion> BatchedGet::answers() {
  if (by_tag_ && !refused_ && !unreadable_) answer_holders();
  if (refused_) {
    for (const auto& [id, looks] : looks_) {
      for (const auto& look : looks)
        answers_.push_back({look.ticket, refused_->during(describe(look.operation))});
    }
    looks_.clear();
  }
  return std::exchange(answers_, {});
}

std::vector<WaitingGet> BatchedGet::left() {
  std::vector<WaitingGet> all;
  for (auto& [id, looks] : looks_) {
    for (auto& look : looks) all.push_back(std::move(look));
  }
  looks_.clear();
  return all;
}

}  // namespace muster::digitalocean
