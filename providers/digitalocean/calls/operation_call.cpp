#include "providers/digitalocean/calls/operation_call.hpp"

#include "providers/digitalocean/requests/requests.hpp"
#include "providers/digitalocean/responses/errors.hpp"
#include "providers/digitalocean/responses/replies.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/json/json_document.hpp"

namespace muster::digitalocean {
namespace {

bool is_search(const Operation& operation) {
  return std::holds_alternative<call::FindMachine>(operation) ||
         std::holds_alternative<call::FindVolume>(operation) ||
         std::holds_alternative<call::FindSnapshot>(operation) ||
         std::holds_alternative<call::FindBalancer>(operation) ||
         std::holds_alternative<call::FindFirewall>(operation) ||
         std::holds_alternative<call::FindNetwork>(operation) ||
         std::holds_alternative<call::FindHolder>(operation);
}

/// The tag that a tagging request names, when it is one.
std::optional<std::string> tag_of(const Operation& operation, std::size_t index) {
  if (const auto* tagging = std::get_if<call::TagMachine>(&operation)) return tagging->tags[index];
  if (const auto* tagging = std::get_if<call::TagVolume>(&operation)) return tagging->tags[index];
  if (const auto* joining = std::get_if<call::JoinBalancer>(&operation)) return joining->member_tag;
  return std::nullopt;
}

/// An unreadable answer in the 200s to a call with an effect: the call has taken effect.
Error lost_in_the_answer(const Error& error) {
  return {ErrorKind::unknown_outcome, "DigitalOcean's answer cannot be read: " + error.what};
}

Error unreadable(const Error& error) {
  return {ErrorKind::invalid, "DigitalOcean's answer cannot be read: " + error.what};
}

}  // namespace

OperationCall::Next OperationCall::begin() {
  auto requests = requests_of(operation_);
  if (!requests) return end(requests.error());
  requests_ = *std::move(requests);
  if (requests_.empty()) return end(Reply(Accepted{}));
  return requests_.front();
}

OperationCall::Next OperationCall::take(const Result<HttpResponse>& answer) {
  if (!answer) return end(answer.error());
  if (answer->status >= 200 && answer->status <= 299) return succeeded(*answer);
  return refused(*answer);
}

OperationCall::Next OperationCall::refused(const HttpResponse& response) {
  if (making_tag_) return end(error_of(response, Asked::effect));
  if (is_look(operation_)) {
    if (response.status == 404) return end(Reply(Absent{}));
    return end(error_of(response, Asked::look));
  }
  if (is_already_done(operation_, response)) return proceed();
  // Tags are made when they are first needed: most exist already, and one request is cheaper than two.
  const auto tag = response.status == 404 ? tag_of(operation_, at_ - made_tags_) : std::nullopt;
  if (tag && (at_ == 0 || requests_[at_ - 1] != create_tag(*tag))) {
    requests_.insert(requests_.begin() + static_cast<std::ptrdiff_t>(at_), create_tag(*tag));
    ++made_tags_;
    making_tag_ = true;
    return requests_[at_];
  }
  const auto asked = only_looks(requests_[at_]) ? Asked::look : Asked::effect;
  return end(error_of(response, asked));
}

OperationCall::Next OperationCall::succeeded(const HttpResponse& response) {
  making_tag_ = false;
  const bool last = at_ + 1 == requests_.size();
  const bool looks = is_look(operation_);
  if (!last && !looks) return proceed();

  auto document = JsonDocument::parse(response.body.empty() ? "{}" : response.body);
  if (!document) {
    const bool wrote = !only_looks(requests_[at_]);
    return end(wrote ? lost_in_the_answer(document.error()) : unreadable(document.error()));
  }
  const auto body = document->root();
  if (is_search(operation_)) return search(body);
  if (looks) {
    auto seen = seen_in(operation_, body);
    return end(seen ? std::move(seen) : Result<Reply>(unreadable(seen.error())));
  }
  const bool updates = std::holds_alternative<call::UpdateBalancer>(operation_) ||
                       std::holds_alternative<call::UpdateFirewall>(operation_);
  if (updates && !writes_now_) return write_update(body);
  auto accepted = accepted_in(operation_, body);
  if (!accepted) return end(lost_in_the_answer(accepted.error()));
  return end(Reply(*std::move(accepted)));
}

OperationCall::Next OperationCall::write_update(JsonView present) {
  const auto* firewall = std::get_if<call::UpdateFirewall>(&operation_);
  auto request = firewall ? update_firewall(*firewall, present)
                          : update_balancer(std::get<call::UpdateBalancer>(operation_), present);
  if (!request) return end(unreadable(request.error()));
  writes_now_ = true;
  requests_.push_back(*std::move(request));
  at_ = requests_.size() - 1;
  return requests_[at_];
}

OperationCall::Next OperationCall::search(JsonView body) {
  auto found = found_in(operation_, body);
  if (!found) return end(unreadable(found.error()));
  if (*found) return end(**std::move(found));
  const auto total = total_in(body);
  if (!total) return end(unreadable(total.error()));
  if (static_cast<std::int64_t>(page_) * kPerPage >= *total) return end(Reply(Absent{}));
  const auto first = requests_.front().target;
  const auto query = first.rfind("per_page=");
  requests_.push_back(page_of(first.substr(0, query - 1), ++page_));
  at_ = requests_.size() - 1;
  return requests_[at_];
}

/// The last request succeeded: returns the next one, or the end.
OperationCall::Next OperationCall::proceed() {
  ++at_;
  if (at_ < requests_.size()) return requests_[at_];
  return end(Reply(Accepted{}));
}

OperationCall::Next OperationCall::end(Result<Reply> reply) const {
  return std::move(reply).during(describe(operation_));
}

}  // namespace muster::digitalocean
