#pragma once

#include <string>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/ports/announcer.hpp"

namespace muster {

/// The format of an announcement in the body of a request.
enum class AnnouncementStyle { alertmanager, slack, json };

struct HttpAnnouncerOptions {
  AnnouncementStyle style = AnnouncementStyle::json;
  Secret url;                  ///< For Alertmanager without its path.
  bool url_is_secret = false;  ///< If true, no error contains it.
  Secret token{};              ///< Sent as a bearer token; empty for none.
  Secret signing_key{};        ///< Signs each body, in X-Muster-Signature; empty for none.
  Duration timeout = 10s;
  std::string ca_file{};
};

/// Posts announcements to a web server: Alertmanager, Slack and compatible services, or your own program.
class HttpAnnouncer final : public Announcer {
 public:
  explicit HttpAnnouncer(HttpAnnouncerOptions options);

  Result<Receipt> announce(const Announcement& announcement) override;

 private:
  HttpRequest request_for(const Announcement& announcement) const;
  Error without_secrets(Error error) const;

  HttpAnnouncerOptions options_;
  CurlClient client_;
};

}  // namespace muster
