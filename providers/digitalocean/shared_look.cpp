#include "providers/digitalocean/shared_look.hpp"

#include <utility>

#include "providers/digitalocean/errors.hpp"
#include "providers/digitalocean/replies.hpp"
#include "providers/digitalocean/requests.hpp"
#include "providers/digitalocean/responses.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/core/base/lower_case.hpp"

namespace muster::digitalocean {
namespace {

Result<Reply> seen_item(const Operation& look, JsonView item) {
  return std::holds_alternative<call::LookAtMachine>(look) ? as_reply(machine_in(item))
                                                           : as_reply(operation_in(item));
}

}  // namespace

SharedLook::SharedLook(std::string target, const char* field, bool all_pages, std::vector<WaitingLook> looks)
    : target_(std::move(target)), field_(field), all_pages_(all_pages) {
  for (auto& look : looks) looks_[look.id].push_back(std::move(look));
}

SharedLook SharedLook::at_machines(std::string target, std::vector<WaitingLook> looks) {
  return {std::move(target), "droplets", true, std::move(looks)};
}

SharedLook SharedLook::at_actions(std::vector<WaitingLook> looks) {
  return {"/v2/actions", "actions", false, std::move(looks)};
}

SharedLook SharedLook::for_holders(std::string target, std::vector<WaitingLook> looks) {
  SharedLook look(std::move(target), "droplets", true, std::move(looks));
  look.by_tag_ = true;
  return look;
}

ApiRequest SharedLook::first() const {
  return page_of(target_, 1);
}

std::vector<ApiRequest> SharedLook::take(const Result<HttpResponse>& response) {
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

Result<Done> SharedLook::read(const HttpResponse& response, std::vector<ApiRequest>& more) {
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

Result<Done> SharedLook::read_item(JsonView item) {
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

Result<Done> SharedLook::read_holder(JsonView item, std::int64_t id) {
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
void SharedLook::answer_holders() {
  for (const auto& [tag, looks] : looks_) {
    const auto holder = holders_.find(tag);
    for (const auto& look : looks) {
      auto reply = holder == holders_.end() ? Reply(Absent{}) : Reply(holder->second.machine);
      answers_.push_back({look.ticket, std::move(reply)});
    }
  }
  looks_.clear();
}

std::vector<Completion> SharedLook::answers() {
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

std::vector<WaitingLook> SharedLook::left() {
  std::vector<WaitingLook> all;
  for (auto& [id, looks] : looks_) {
    for (auto& look : looks) all.push_back(std::move(look));
  }
  looks_.clear();
  return all;
}

}  // namespace muster::digitalocean
