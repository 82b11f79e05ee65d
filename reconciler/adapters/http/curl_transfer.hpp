#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "reconciler/adapters/http/http_client.hpp"

namespace muster {

/// One request on its way through libcurl: what was asked, what has come back, and whether it ever left.
struct CurlTransfer {
  HttpTicket ticket = 0;
  HttpRequest request;
  HttpResponse response{};
  std::string authority{};
  std::size_t largest_response = 0;
  std::size_t header_bytes = 0;
  int times_sent = 0;                                    ///< How often it was handed to a connection.
  std::function<std::optional<Error>()> apply_limits{};  ///< As in CurlOptions.
  std::optional<Error> held_back{};                      ///< What it said when it did.
  bool too_large = false;

  /// One line of the answer's head, as it came. False stops the transfer.
  bool take_header(std::string_view line);
  /// The next bytes of the body. False stops the transfer.
  bool take_body(std::string_view bytes);
};

/// Why a request cannot be sent as it stands; Done when it can.
Result<Done> check_request(const HttpRequest& request);

/// The Error of a transfer that failed with `why`; `timed_out` when its time was over.
Error transfer_error(const CurlTransfer& transfer, std::string_view why, bool timed_out);

}  // namespace muster
