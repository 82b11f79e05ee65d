#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// One accepted HTTP/1.1 connection; the destructor closes its socket. Bodies are read for every method,
/// because real clients send GET and DELETE with one.
class Connection {
 public:
  explicit Connection(int socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Returns the next request; nullopt if the client has left or its text is not HTTP (it has got an error
  /// then).
  std::optional<Request> read();
  /// Sends the answer, truncated after `cut_body_at` bytes of its body. Returns whether the connection may
  /// continue.
  bool write(const Response& response, std::optional<std::size_t> cut_body_at = std::nullopt);
  /// Ends the connection so that the client sees a reset.
  void reset();

 private:
  bool receive();
  bool send_all(std::string_view bytes);
  /// Reads until the buffer contains `delimiter`. Returns its position, or nullopt.
  std::optional<std::size_t> find_ahead(std::string_view delimiter, std::size_t longest);
  bool read_exactly(std::size_t length, std::string& into);
  bool read_chunks(std::string& into);
  bool read_body(Request& request);
  std::optional<Request> refuse(int status, const char* message);

  int socket_;
  std::string buffer_;
  bool close_after_ = false;
};

}  // namespace muster::sandbox
