#include "reconciler/node/push/deliver.hpp"

#include <fmt/format.h>

namespace muster::node {
namespace {

/// So much goes in one request, so that one that fails costs little.
constexpr std::size_t kLargestBody = 128 << 10;
constexpr Duration kPatience = 10s;

HttpRequest request_of(const Delivery& delivery, std::string body) {
  HttpRequest request;
  request.method = "POST";
  request.url = delivery.url + "/v1/readings";
  request.headers = {{"Authorization", "Bearer " + delivery.token.reveal()},
                     {"Content-Type", "application/x-ndjson"},
                     {"Muster-Machine", delivery.machine}};
  request.body = std::move(body);
  request.timeout = kPatience;
  return request;
}

Error refusal(const HttpResponse& response) {
  const auto what =
      fmt::format("muster answered {}: {}", response.status,
                  response.body.substr(0, std::min<std::size_t>(response.body.find('\n'), 200)));
  return {response.status == 401 || response.status == 403 ? ErrorKind::denied : ErrorKind::io, what};
}

}  // namespace

Result<Delivered> deliver(const Spool& spool, const Delivery& delivery, HttpClient& client) {
  Delivered delivered;
  const auto files = spool.waiting();
  for (auto next = files.begin(); next != files.end();) {
    std::string body;
    const auto first = next;
    for (; next != files.end(); ++next) {
      const auto lines = spool.read(*next);
      if (!lines) continue;  // It gave way meanwhile.
      if (!body.empty() && body.size() + lines->size() > kLargestBody) break;
      body += *lines;
    }
    if (body.empty()) break;
    const auto response = send(client, request_of(delivery, std::move(body)));
    if (!response) return response.error();
    const bool taken = response->status >= 200 && response->status < 300;
    // What is wrong as it stands will be wrong the next time: it must not keep the rest from being heard.
    const bool never = response->status == 400 || response->status == 413 || response->status == 422;
    if (!taken && !never) return refusal(*response);
    for (auto file = first; file != next; ++file) {
      spool.remove(*file);
      ++(taken ? delivered.samples : delivered.refused);
    }
  }
  return delivered;
}

}  // namespace muster::node
