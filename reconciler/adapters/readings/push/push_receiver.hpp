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

/// What machines push, until it is asked for. Safe to use from several threads.
///
/// POST /v1/readings with the machine's token, "Muster-Machine: worker/1" and lines of a readings file about
/// this machine: 202 and a receipt (push_receipt.hpp), 400 where nothing of it can be taken. A batch that
/// comes twice counts once. A machine can tell of nobody but itself, of no time that is still to come, and of
/// no more than decisions can use; what is wrong is refused alone. "Muster-Mark: TEXT" names the process that
/// sends.
class NodeInbox {
 public:
  /// `clock` outlives the inbox.
  NodeInbox(FleetName fleet, Secret key, Clock& clock, ReadingNeeds needs);

  /// The answer to a request that is not one of a machine of this fleet, and to a probe. Needs no body, and
  /// waits for nothing. nullopt for a push that may be taken.
  std::optional<HttpResponse> admit(const HttpRequest& head);
  HttpResponse receive(const HttpRequest& request);

  /// Readings from `since` to `now`, and the newest that is known of a machine and metric.
  void append_to(std::vector<Reading>& into, Instant since, Instant now);
  const HeldReadings& held() const { return pushed_.held(); }  ///< Only while nobody else uses the inbox.

  /// What was refused since the last time this was asked, a sentence each.
  std::vector<std::string> take_refusals();

  /// A sentence for each machine that two senders push for.
  std::vector<std::string> twins(Instant now);

 private:
  HttpResponse take(const Slot& machine, const std::string& mark, const std::string& body);
  void note_refusal(std::string what);
  HttpResponse refuse(int status, const std::string& whom, const std::string& why);

  FleetName fleet_;
  Secret key_;
  Clock* clock_;
  std::mutex mutex_;  ///< Of what is held.
  PushedReadings pushed_;
  std::mutex refusals_mutex_;  ///< Apart: whoever refuses never waits for whoever reads.
  std::set<std::string> refusals_;
};

/// The source "node": listens for muster-node's pushes as long as it lives.
class NodeSource final : public ReadingSource {
 public:
  static Result<std::unique_ptr<NodeSource>> open(const HttpServerOptions& options,
                                                  std::unique_ptr<NodeInbox> inbox);

  std::string name() const override { return "muster-node pushes to " + server_->url(); }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }
  std::string url() const { return server_->url(); }

 private:
  NodeSource(std::unique_ptr<NodeInbox> inbox, std::unique_ptr<HttpServer> server)
      : inbox_(std::move(inbox)), server_(std::move(server)) {}

  std::unique_ptr<NodeInbox> inbox_;
  std::unique_ptr<HttpServer> server_;  // Goes first: it calls the inbox.
  std::vector<std::string> trouble_;
};

}  // namespace muster
