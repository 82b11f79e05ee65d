#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// One accepted HTTP/1.1 connection; closes its socket at the end. Bodies are read whatever the method,
/// because real clients send GET and DELETE with one.
class Connection {
 public:
  explicit Connection(int socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The next request; nothing when the client is gone or what it sent is not HTTP (it was told so then).
  std::optional<Request> read();
  /// Sends the answer, cut off after so many bytes of its body where told to. Whether the connection may go
  /// on.
  bool write(const Response& response, std::optional<std::size_t> cut_body_at = std::nullopt);
  /// Ends the connection so that the client sees a reset rather than an end.
  void reset();

 private:
  bool receive();
  bool send_all(std::string_view bytes);
  /// Reads until the buffer holds `delimiter`; its position, or nothing.
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
