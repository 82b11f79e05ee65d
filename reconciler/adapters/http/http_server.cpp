#include "reconciler/adapters/http/http_server.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <charconv>
#include <filesystem>
#include <thread>

namespace muster {
namespace {

struct Place {
  std::string host;
  int port = 0;
};

Result<Place> place_of(const std::string& listen) {
  const Error wrong{ErrorKind::invalid,
                    fmt::format("\"{}\" is not an address and a port such as 127.0.0.1:8443", listen)};
  const auto colon = listen.rfind(':');
  if (colon == std::string::npos) return wrong;
  std::uint16_t port = 0;
  const auto [end, problem] = std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), port);
  if (problem != std::errc() || end != listen.data() + listen.size()) return wrong;
  auto host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty()) return wrong;
  return Place{std::move(host), port};
}

HttpRequest request_of(const httplib::Request& heard) {
  HttpRequest request;
  request.method = heard.method;
  request.url = heard.target;
  for (const auto& [name, value] : heard.headers) request.headers.push_back({name, value});
  request.body = heard.body;
  return request;
}

void answer(const HttpResponse& response, httplib::Response& into) {
  into.status = response.status;
  std::string type = "text/plain; charset=utf-8";
  for (const auto& header : response.headers) {
    if (header.name == "Content-Type")
      type = header.value;
    else
      into.set_header(header.name, header.value);
  }
  into.set_content(response.body, type);
}

}  // namespace

class HttpServer::Listener {
 public:
  Listener(const HttpServerOptions& options, Place place, Handler handler)
      : place_(std::move(place)), encrypted_(!options.certificate.empty()) {
    if (encrypted_)
      server_ =
          std::make_unique<httplib::SSLServer>(options.certificate.c_str(), options.certificate_key.c_str());
    else
      server_ = std::make_unique<httplib::Server>();
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options.patience).count();
    server_->new_task_queue = [threads = options.threads] { return new httplib::ThreadPool(threads); };
    server_->set_read_timeout(seconds);
    server_->set_write_timeout(seconds);
    server_->set_keep_alive_timeout(seconds);
    server_->set_payload_max_length(options.largest_body);
    server_->set_tcp_nodelay(true);
    // httplib would let two programs share the port, and each get half of what comes.
    server_->set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    const auto handle = [handler = std::move(handler)](const httplib::Request& heard,
                                                       httplib::Response& into) {
      answer(handler(request_of(heard)), into);
    };
    server_->Get(".*", handle);
    server_->Post(".*", handle);
    server_->Put(".*", handle);
    server_->Delete(".*", handle);
  }
  ~Listener() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
  }

  Result<Done> start(const HttpServerOptions& options) {
    if (!server_->is_valid())
      return Error{ErrorKind::io, fmt::format("the certificate {} or its key {} cannot be used",
                                              options.certificate, options.certificate_key)};
    const bool bound = place_.port == 0 ? (place_.port = server_->bind_to_any_port(place_.host)) > 0
                                        : server_->bind_to_port(place_.host, place_.port);
    if (!bound)
      return Error{ErrorKind::io,
                   fmt::format("{} cannot be listened on: is another program there?", options.listen)};
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    while (!server_->is_running()) std::this_thread::yield();
    return Done{};
  }

  std::string url() const {
    const bool six = place_.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", encrypted_ ? "https" : "http", six ? "[" : "", place_.host,
                       six ? "]" : "", place_.port);
  }

 private:
  Place place_;
  bool encrypted_;
  std::unique_ptr<httplib::Server> server_;
  std::thread thread_;
};

HttpServer::HttpServer(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpServerOptions& options, Handler handler) {
  auto place = place_of(options.listen);
  if (!place) return place.error();
  auto listener = std::make_unique<Listener>(options, *std::move(place), std::move(handler));
  if (auto started = listener->start(options); !started) return started.error();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(listener)));
}

std::string HttpServer::url() const {
  return listener_->url();
}

}  // namespace muster
