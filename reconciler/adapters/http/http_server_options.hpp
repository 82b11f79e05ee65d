#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// The address of a server, and the limits of one client. A time limit is for a whole part, however slowly
/// its bytes arrive.
struct HttpServerOptions {
  std::string listen = "127.0.0.1:0";  ///< Address and port; port 0 chooses a free one.
  std::string certificate{};           ///< PEM file of the chain; "" for plain HTTP.
  std::string certificate_key{};       ///< PEM file of its key.
  std::size_t largest_head = 8 << 10;  ///< Bytes of request line and headers; more are answered with 431.
  std::size_t most_headers = 100;      ///< More are answered with 431.
  std::size_t largest_body = 1 << 20;  ///< Bytes, with any framing of the body; more are answered with 413.
  std::size_t bodies_at_once = 16 << 20;  ///< Bytes of all bodies in flight; more are answered with 503.
  std::size_t most_connections = 256;     ///< Above it the connection that has waited longest is closed.
  std::size_t most_of_one_address = 128;  ///< Number of connections.
  std::size_t threads = 2;                ///< Number of requests that are handled in parallel.
  Duration head_within =
      5s;  ///< From the connection, or the first byte of a later request, to the last header.
  Duration body_within = 30s;    ///< From the last header to the last byte.
  Duration answer_within = 10s;  ///< For the client to read the answer.
  Duration idle_at_most = 30s;   ///< Between two requests of a connection.
  /// After this time a connection accepts no further request.
  Duration connection_at_most = std::chrono::minutes(5);
};

}  // namespace muster
