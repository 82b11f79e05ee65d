#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "reconciler/adapters/http/http_server.hpp"
#include "reconciler/adapters/http/http_server_options.hpp"
#include "tests/fuzz/targets.hpp"

namespace muster::fuzz {
namespace {

constexpr std::size_t kLargestBody = 4096;

/// One listener for all inputs, with narrow limits so that they are met.
HttpServer& server() {
  static const auto started = [] {
    HttpServerOptions options;
    options.largest_head = 512;
    options.most_headers = 8;
    options.largest_body = kLargestBody;
    options.most_of_one_address = 256;
    return HttpServer::start(options, [](const HttpRequest& request) {
      if (request.body.size() > kLargestBody) std::abort();
      return HttpResponse{200, {}, request.url};
    });
  }();
  if (!started) throw Broken("the listener does not start: " + started.error().what);
  return **started;
}

int connect_to(const std::string& url) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return -1;
  }
  return socket;
}

}  // namespace

void serve_http(std::string_view bytes) {
  const int socket = connect_to(server().url());
  if (socket < 0) return;
  // Two pieces: what is cut between them is read twice.
  const auto half = bytes.size() / 2;
  (void)!::send(socket, bytes.data(), half, MSG_NOSIGNAL);
  (void)!::send(socket, bytes.data() + half, bytes.size() - half, MSG_NOSIGNAL);
  ::shutdown(socket, SHUT_WR);
  char handle_request[4096];
  std::string first;
  for (ssize_t n = 0; (n = ::recv(socket, handle_request, sizeof handle_request, 0)) > 0;)
    if (first.empty()) first.assign(handle_request, static_cast<std::size_t>(n));
  ::close(socket);
  expect(first.empty() || first.rfind("HTTP/1.", 0) == 0, "an answer is one of HTTP");
}

}  // namespace muster::fuzz
