#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/http/http_server.hpp"
#include "reconciler/adapters/http/http_server_options.hpp"
#include "reconciler/adapters/readings/push/pushed_readings.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Stores pushes of machines until they are read. Safe to use from several threads.
///
/// POST /v1/readings with the machine's token, "Muster-Machine: worker/1" and lines of a readings file about
/// this machine. The answer is 202 and a receipt (push_receipt.hpp), or 400 if no line is acceptable. A
/// repeated batch counts once. A machine can only report about itself, about no future time, and not more
/// than decisions can use; only the wrong lines are refused. "Muster-Mark: TEXT" names the sending process.
class PushReceiver {
 public:
  /// `clock` outlives the inbox.
  PushReceiver(FleetName fleet, Secret key, Clock& clock, ReadingNeeds needs);

  /// Returns the answer to a request that is not from a machine of this fleet, and to a probe. Needs no body
  /// and never waits. nullopt for a push that may be accepted.
  std::optional<HttpResponse> admit(const HttpRequest& head);
  HttpResponse receive(const HttpRequest& request);

  /// Appends the readings from `since` to `now`, and the newest known one of each machine and metric.
  void append_to(std::vector<Reading>& into, Instant since, Instant now);
  /// Call it only while no other thread uses the inbox.
  const ReadingCache& held() const { return pushed_.held(); }

  /// Returns the refusals since the last call, one sentence each.
  std::vector<std::string> take_refusals();

  /// Returns a sentence for each machine with two senders.
  std::vector<std::string> twins(Instant now);

 private:
  HttpResponse take(const Slot& machine, const std::string& mark, const std::string& body);
  void note_refusal(std::string what);
  HttpResponse refuse(int status, const std::string& whom, const std::string& why);

  FleetName fleet_;
  Secret key_;
  Clock* clock_;
  std::mutex mutex_;  ///< Protects the stored readings.
  PushedReadings pushed_;
  std::mutex refusals_mutex_;  ///< Separate: a refusal never waits for a reader.
  std::set<std::string> refusals_;
};

/// The source "node": listens for pushes of muster-node as long as it exists.
class NodeSource final : public ReadingSource {
 public:
  /// Fails as HttpServer::start does.
  static Result<std::unique_ptr<NodeSource>> open(const HttpServerOptions& options,
                                                  std::unique_ptr<PushReceiver> receiver);

  std::string name() const override { return "muster-node pushes to " + server_->url(); }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }
  std::string url() const { return server_->url(); }

 private:
  NodeSource(std::unique_ptr<PushReceiver> receiver, std::unique_ptr<HttpServer> server)
      : receiver_(std::move(receiver)), server_(std::move(server)) {}

  std::unique_ptr<PushReceiver> receiver_;
  std::unique_ptr<HttpServer> server_;  // Destroyed first, because it calls the inbox.
  std::vector<std::string> trouble_;
};

}  // namespace muster
