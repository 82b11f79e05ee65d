#include "reconciler/adapters/readings/push/push_receiver.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/readings/missing_readings.hpp"
#include "reconciler/adapters/readings/reading_fields.hpp"
#include "reconciler/adapters/secrets/machine_token.hpp"

namespace muster {
namespace {

constexpr std::int64_t kMostInBatch = 20'000;
constexpr std::size_t kLongestMark = 100;
constexpr std::size_t kMostRefusals = 20;

std::string bearer_in(const HttpRequest& request) {
  const auto header = header_of(request.headers, "Authorization").value_or("");
  return header.starts_with("Bearer ") ? header.substr(7) : "";
}

}  // namespace

PushReceiver::PushReceiver(FleetName fleet, Secret key, Clock& clock, ReadingNeeds needs)
    : fleet_(std::move(fleet)), key_(std::move(key)), clock_(&clock), pushed_(std::move(needs)) {}

void PushReceiver::note_refusal(std::string what) {
  const std::lock_guard lock(refusals_mutex_);
  if (refusals_.size() < kMostRefusals) refusals_.insert(std::move(what));
}

HttpResponse PushReceiver::refuse(int status, const std::string& whom, const std::string& why) {
  note_refusal(fmt::format("a push of {} was refused: {}", whom, why));
  return {status, {}, why + "\n"};
}

std::optional<HttpResponse> PushReceiver::admit(const HttpRequest& head) {
  if (head.url == "/healthz" && only_reads(head)) return HttpResponse{200, {}, "ok\n"};
  if (head.url != "/v1/readings") return HttpResponse{404, {}, "there is only /v1/readings\n"};
  if (head.method != "POST") return HttpResponse{405, {{"Allow", "POST"}}, "readings are POSTed\n"};
  if (header_of(head.headers, "Origin")) return HttpResponse{403, {}, "a web page may not push readings\n"};
  const auto named = header_of(head.headers, "Muster-Machine").value_or("");
  const auto machine = parse_slot(named);
  if (!machine)
    return refuse(400, quoted_in_message(named),
                  "the header Muster-Machine names no machine such as worker/1");
  const auto token = machine_token(key_, fleet_, *machine);
  if (!token) return HttpResponse{500, {}, "this receiver has no usable key\n"};
  if (!is_token(*token, bearer_in(head)))
    return refuse(401, named, fmt::format("the token is not that of {} in this fleet", named));
  return std::nullopt;
}

HttpResponse PushReceiver::receive(const HttpRequest& request) {
  if (auto answer = admit(request)) return *std::move(answer);
  return take(*parse_slot(*header_of(request.headers, "Muster-Machine")),
              header_of(request.headers, "Muster-Mark").value_or(""), request.body);
}

HttpResponse PushReceiver::take(const Slot& machine, const std::string& mark, const std::string& body) {
  if (readings_in(body) > kMostInBatch)
    return refuse(413, to_string(machine), fmt::format("more than {} readings at once", kMostInBatch));
  const auto now = clock_->now();
  const auto push = read_push(machine, body, now);
  const std::lock_guard lock(mutex_);
  const auto receipt = pushed_.take(machine, mark.substr(0, kLongestMark), push, now);
  auto text = to_string(receipt) + "\n";
  // A push with only unacceptable readings is an error of the sender.
  const bool useless = receipt.fresh + receipt.known + receipt.early == 0;
  for (const auto& refusal : push.refusals) {
    text += refusal + "\n";
    note_refusal(fmt::format("a push of {} was {}: {}", to_string(machine),
                             useless ? "refused" : "accepted in part", refusal));
  }
  return {useless ? 400 : 202, {{"Cache-Control", "no-store"}}, std::move(text)};
}

void PushReceiver::append_to(std::vector<Reading>& into, Instant since, Instant now) {
  const std::lock_guard lock(mutex_);
  pushed_.append_to(into, since, now);
}

std::vector<std::string> PushReceiver::twins(Instant now) {
  const std::lock_guard lock(mutex_);
  return pushed_.twins(now);
}

std::vector<std::string> PushReceiver::take_refusals() {
  const std::lock_guard lock(refusals_mutex_);
  std::vector<std::string> reported(refusals_.begin(), refusals_.end());
  refusals_.clear();
  return reported;
}

Result<std::unique_ptr<NodeSource>> NodeSource::open(const HttpServerOptions& options,
                                                     std::unique_ptr<PushReceiver> receiver) {
  auto server = HttpServer::start(
      options, [receiver = receiver.get()](const HttpRequest& request) { return receiver->receive(request); },
      [receiver = receiver.get()](const HttpRequest& head) { return receiver->admit(head); });
  if (!server) return server.error();
  return std::unique_ptr<NodeSource>(new NodeSource(std::move(receiver), *std::move(server)));
}

Result<std::vector<Reading>> NodeSource::readings(const Fleet& fleet, const ActualState& actual,
                                                  Instant since, Instant now) {
  trouble_ = receiver_->take_refusals();
  for (auto& twins : receiver_->twins(now)) trouble_.push_back(std::move(twins));
  std::vector<Reading> all;
  receiver_->append_to(all, since, now);
  // Every machine with a token of the fleet may push; only present machines are reported.
  std::erase_if(all, [&](const Reading& reading) {
    const auto* slot = std::get_if<Slot>(&reading.subject);
    return slot == nullptr || !actual.machines.contains(*slot);
  });
  ReadingCache reported({.fine = kLongestMemory, .day = {}});
  for (const auto& reading : all) reported.add(reading);
  for (const auto& [slot, machine] : actual.machines) {
    for (const auto metric : usual_metrics())
      add_absent(
          all, reported,
          {.slot = slot, .metric = metric, .quality = Quality::missing, .sample_every = fleet.sample_every},
          now);
  }
  return all;
}

}  // namespace muster
