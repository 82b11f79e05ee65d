#pragma once

#include <string>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/ports/notifier.hpp"

namespace muster {

/// The format of an announcement in the body of a request.
enum class NotificationStyle { alertmanager, slack, json };

struct HttpNotifierOptions {
  NotificationStyle style = NotificationStyle::json;
  Secret url;                  ///< For Alertmanager without its path.
  bool url_is_secret = false;  ///< If true, no error contains it.
  Secret token{};              ///< Sent as a bearer token; empty for none.
  Secret signing_key{};        ///< Signs each body, in X-Muster-Signature; empty for none.
  Duration timeout = 10s;
  std::string ca_file{};
};

/// Posts announcements to a web server: Alertmanager, Slack and compatible services, or your own program.
class HttpNotifier final : public Notifier {
 public:
  explicit HttpNotifier(HttpNotifierOptions options);

  Result<Receipt> notify(const Notification& notification) override;

 private:
  HttpRequest request_for(const Notification& notification) const;
  Error without_secrets(Error error) const;

  HttpNotifierOptions options_;
  CurlClient client_;
};

}  // namespace muster
