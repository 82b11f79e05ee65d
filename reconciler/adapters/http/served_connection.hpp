#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>

#include "reconciler/adapters/http/connection_table.hpp"
#include "reconciler/adapters/http/http_handler.hpp"
#include "reconciler/adapters/http/http_server_options.hpp"

namespace muster {

/// Data that the connections of one listener share. Only the one thread of the listener uses it.
struct ConnectionDeps {
  HttpServerOptions options;
  HttpHandler handler;
  HttpAdmit admit;
  boost::asio::thread_pool& handlers;
  boost::asio::ssl::context* tls = nullptr;  ///< nullptr for plain HTTP.
  ConnectionTable table;
  std::function<void(ConnectionTable::Id)> left;  ///< Called after the connection was closed.
  std::size_t bodies_under_way = 0;               ///< Bytes, at most bodies_at_once.
  std::array<char, 64 << 10> thrown_away{};       ///< Buffer for discarded bytes.
};

/// One client of a listener.
class ServedConnection {
 public:
  virtual ~ServedConnection() = default;
  virtual void start() = 0;
  /// Closes the connection to make room for another one.
  virtual void give_way() = 0;
  /// Called when the server ends: closes the connection, or gives an answer in flight one more second.
  virtual void stop() = 0;
};

/// `ground` outlives the connection.
std::shared_ptr<ServedConnection> make_connection(boost::asio::ip::tcp::socket socket, ConnectionTable::Id id,
                                                  ConnectionDeps& deps);

}  // namespace muster
