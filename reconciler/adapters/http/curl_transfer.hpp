#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "reconciler/adapters/http/http_client.hpp"

namespace muster {

/// One request of libcurl: the request, the answer so far, and whether it was ever sent.
struct CurlTransfer {
  HttpTicket ticket = 0;
  HttpRequest request;
  HttpResponse response{};
  std::string authority{};
  std::size_t largest_response = 0;  ///< Bytes.
  std::size_t header_bytes = 0;
  int times_sent = 0;                                    ///< Number of times it was passed to a connection.
  std::function<std::optional<Error>()> apply_limits{};  ///< As in CurlOptions.
  std::optional<Error> held_back{};                      ///< The error that apply_limits returned, if it did.
  bool too_large = false;

  /// Processes one line of the answer's head as received. false stops the transfer.
  bool take_header(std::string_view line);
  /// Processes the next bytes of the body. false stops the transfer.
  bool take_body(std::string_view bytes);
};

/// Succeeds if the request can be sent. Fails with invalid otherwise.
Result<Done> check_request(const HttpRequest& request);

/// Returns the Error of a transfer that failed with `why`; `timed_out` if the time limit was exceeded.
Error transfer_error(const CurlTransfer& transfer, std::string_view why, bool timed_out);

}  // namespace muster
