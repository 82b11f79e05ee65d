#include "reconciler/node/push/deliver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "reconciler/adapters/readings/push/push_receipt.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/adapters/secrets/without_secret.hpp"

namespace muster::node {
namespace {

/// Largest body of one request, so that a failed one costs little.
constexpr std::size_t kLargestBody = 128 << 10;
constexpr Duration kDeliveryTimeout = 10s;
/// After this number of refusals without a receipt it stops: more than one sample is wrong.
constexpr int kMostRefusals = 24;

HttpRequest request_of(const Delivery& delivery, std::string body) {
  HttpRequest request;
  request.method = "POST";
  request.url = delivery.url + "/v1/readings";
  request.headers = {{"Authorization", "Bearer " + delivery.token.reveal()},
                     {"Content-Type", "application/x-ndjson"},
                     {"Muster-Machine", delivery.machine}};
  if (!delivery.mark.empty()) request.headers.push_back({"Muster-Mark", delivery.mark});
  request.body = std::move(body);
  request.timeout = kDeliveryTimeout;
  return request;
}

bool is_success(int status) {
  return status >= 200 && status < 300;
}

/// Whether the request itself may be wrong, so that a smaller part of it may succeed.
bool is_about_the_push(int status) {
  return status == 400 || status == 413 || status == 422;
}

Error refusal(const HttpResponse& response) {
  const auto first_line = response.body.substr(0, response.body.find('\n'));
  const auto said = first_line.empty() ? std::string("nothing") : quoted_in_message(first_line);
  if (is_success(response.status))
    return {ErrorKind::io, fmt::format("the answer {} is not a receipt of muster (it contains {}): is "
                                       "another server at this address? All samples are kept",
                                       response.status, said)};
  return {response.status == 401 || response.status == 403 ? ErrorKind::denied : ErrorKind::io,
          fmt::format("muster answered {}: {}", response.status, said)};
}

/// The result of one request.
struct Sent {
  /// muster's own receipt; nullopt if the push as a whole was refused.
  std::optional<PushReceipt> receipt{};
  HttpResponse response{};
};

/// Fails if the result is unknown: no server, a wrong token, no receipt.
Result<Sent> send_lines(const Delivery& delivery, HttpClient& client, std::string body) {
  const auto readings = readings_in(body);
  auto response = send(client, request_of(delivery, std::move(body)));
  if (!response) return response.error();
  // The server may repeat the token, and messages quote a part of the answer.
  response->body = without_secret(std::move(response->body), delivery.token.reveal());
  const bool about_the_push = is_about_the_push(response->status);
  if (!is_success(response->status) && !about_the_push) return refusal(*response);
  auto receipt = receipt_in(response->body);
  if (receipt && receipt->all() != readings) receipt.reset();
  if (!receipt && !about_the_push) return refusal(*response);
  return Sent{receipt, *std::move(response)};
}

/// A sample of the spool, and its lines.
struct Waiting {
  std::string file;
  std::string lines;
};
using Batch = std::vector<Waiting>;

class SpoolSender {
 public:
  SpoolSender(const Spool& spool, const Delivery& delivery, HttpClient& client)
      : spool_(spool), delivery_(delivery), client_(client) {}

  Result<Done> send_batch(const Batch& batch) {
    std::string body;
    for (const auto& sample : batch) body += sample.lines;
    const auto sent = send_lines(delivery_, client_, std::move(body));
    if (!sent) return sent.error();
    if (sent->receipt) {
      settle(batch, *sent->receipt);
      return Done{};
    }
    if (++refusals_ >= kMostRefusals) return refusal(sent->response);
    if (batch.size() == 1) {
      ++report_.waiting;
      last_refusal_ = refusal(sent->response);
      return Done{};
    }
    const auto half = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
    if (auto first = send_batch({batch.begin(), half}); !first) return first;
    return send_batch({half, batch.end()});
  }

  Result<Done> send_given() {
    if (readings_in(delivery_.given) == 0) return Done{};
    const auto sent = send_lines(delivery_, client_, delivery_.given);
    if (!sent) return sent.error();
    if (!sent->receipt) return refusal(sent->response);
    report_.given = true;
    report_.refused += static_cast<int>(sent->receipt->refused);
    return Done{};
  }

  /// Fails if nothing was delivered and something was refused.
  Result<PushReport> finish() const {
    if (report_.samples == 0 && !report_.given && last_refusal_) return *last_refusal_;
    return report_;
  }

 private:
  void settle(const Batch& batch, const PushReceipt& receipt) {
    report_.refused += static_cast<int>(receipt.refused);
    for (const auto& [file, lines] : batch) {
      const auto at = Spool::taken_at(file);
      // muster returns the time up to which it accepted samples. Without it they are sent again: a duplicate
      // does no harm.
      const bool early = receipt.early > 0 && (!receipt.latest || !at || *at > *receipt.latest);
      if (!early) spool_.remove(file);
      ++(early ? report_.waiting : report_.samples);
    }
  }

  const Spool& spool_;
  const Delivery& delivery_;
  HttpClient& client_;
  PushReport report_{};
  int refusals_ = 0;
  std::optional<Error> last_refusal_{};
};

}  // namespace

Result<PushReport> deliver(const Spool& spool, const Delivery& delivery, HttpClient& client) {
  SpoolSender sender(spool, delivery, client);
  Batch batch;
  std::size_t bytes = 0;
  const auto send_off = [&]() -> Result<Done> {
    auto sent = batch.empty() ? Result<Done>(Done{}) : sender.send_batch(batch);
    batch.clear();
    bytes = 0;
    return sent;
  };
  for (const auto& file : spool.waiting()) {
    auto lines = spool.read(file);
    if (!lines)
      continue;  // It was dropped meanwhile, or the disk had an error: the next push tries it again.
    if (readings_in(*lines) == 0) {
      spool.remove(file);  // A power cut can leave empty files.
      continue;
    }
    if (!lines->ends_with('\n')) *lines += '\n';
    if (bytes + lines->size() > kLargestBody) {
      if (auto sent = send_off(); !sent) return sent.error();
    }
    bytes += lines->size();
    batch.push_back({file, *std::move(lines)});
  }
  if (auto sent = send_off(); !sent) return sent.error();
  if (auto sent = sender.send_given(); !sent) return sent.error();
  return sender.finish();
}

}  // namespace muster::node
