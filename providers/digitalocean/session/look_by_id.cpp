#include "providers/digitalocean/session/look_by_id.hpp"

#include "providers/digitalocean/requests/requests.hpp"
#include "providers/digitalocean/responses/replies.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "reconciler/adapters/json/json_document.hpp"

namespace muster::digitalocean {
namespace {

Result<Reply> reply_to(const Operation& look, const Result<HttpResponse>& answer) {
  if (!answer && answer.error().kind == ErrorKind::not_found) return Reply(Absent{});
  if (!answer) return answer.error();
  const auto document = JsonDocument::parse(answer->body);
  if (!document) return document.error();
  return seen_in(look, document->root());
}

}  // namespace

std::vector<Result<Reply>> look_by_id(Session& session, const std::vector<Operation>& looks) {
  std::vector<Result<Reply>> replies(looks.size(), Result<Reply>(Reply(Absent{})));
  std::vector<ApiRequest> requests;
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    auto one = requests_of(looks[i]);
    if (!one) {
      replies[i] = one.error();
    } else {
      requests.push_back(std::move(one->front()));
      asked.push_back(i);
    }
  }
  const auto answers = session.look(requests);
  for (std::size_t i = 0; i < asked.size(); ++i)
    replies[asked[i]] = reply_to(looks[asked[i]], answers[i]).during(describe(looks[asked[i]]));
  return replies;
}

}  // namespace muster::digitalocean
