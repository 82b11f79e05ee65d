#include "providers/digitalocean/observe/read_account.hpp"

#include <limits>
#include <optional>

#include "providers/digitalocean/observe/prerequisites.hpp"
#include "providers/digitalocean/requests/requests.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/json/json_document.hpp"

namespace muster::digitalocean {
namespace {

Result<JsonDocument> body_of(const Result<HttpResponse>& answer) {
  return answer ? JsonDocument::parse(answer->body) : Result<JsonDocument>(answer.error());
}

std::optional<int> count_in(const Result<std::int64_t>& value) {
  const bool sane = value && *value >= 0 && *value <= std::numeric_limits<int>::max();
  return sane ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

/// Returns the id of the account of a key: its team's, because several users may share a team; without one,
/// its user's. "" if the answer has none.
std::string id_of(JsonView account) {
  const auto team = text_or_empty(account.field("team").field("uuid"));
  return team.empty() ? text_or_empty(account.field("uuid")) : team;
}

}  // namespace

void read_account(Session& session, const Fleet& fleet, ActualState& state) {
  const PrerequisiteLooks looks(fleet);
  std::vector<ApiRequest> requests = {look_at_account(), count_droplets()};
  const auto first = static_cast<std::ptrdiff_t>(requests.size());
  requests.insert(requests.end(), looks.requests().begin(), looks.requests().end());
  const auto answers = session.look(requests);
  state.prerequisites = looks.take({answers.begin() + first, answers.end()});
  auto& limits = state.limits;
  if (const auto body = body_of(answers[0])) {
    const auto account = body->root().field("account");
    state.account = id_of(account);
    limits.machines = count_in(account.field("droplet_limit").integer());
    limits.volumes = count_in(account.field("volume_limit").integer());
  }
  const auto droplets = body_of(answers[1]);
  const auto in_use = droplets ? count_in(total_in(droplets->root())) : std::nullopt;
  limits.machines_in_use = in_use.value_or(0);
  // The free number is unknown if the used number is unknown.
  if (!in_use) limits.machines.reset();
}

}  // namespace muster::digitalocean
