#include "reconciler/adapters/http/http_server.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "reconciler/adapters/http/http_server_options.hpp"
#include "reconciler/adapters/http/listen_address.hpp"
#include "reconciler/adapters/http/served_connection.hpp"

namespace muster {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

/// Threads that start while it exists leave signals to the thread that handles them.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// A process has other uses for its descriptors: files, calls to the cloud, a second listener.
HttpServerOptions within_descriptors(HttpServerOptions options) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return options;
  const auto share = std::max<std::size_t>(limit.rlim_cur / 4, 4);
  options.most_connections = std::min(options.most_connections, share);
  return options;
}

/// Where a connection comes from; a network of the last 64 bits counts as one address.
std::string address_of(const tcp::socket& socket) {
  error_code ec;
  const auto address = socket.remote_endpoint(ec).address();
  if (ec || address.is_v4()) return ec ? std::string() : address.to_v4().to_string();
  const auto six = address.to_v6();
  if (six.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, six).to_string();
  const auto bytes = six.to_bytes();
  return fmt::format("{:02x}", fmt::join(bytes.begin(), bytes.begin() + 8, ":"));
}

Result<Done> use_certificate(asio::ssl::context& tls, const HttpServerOptions& options) {
  error_code ec;
  tls.set_options(asio::ssl::context::default_workarounds | SSL_OP_NO_RENEGOTIATION, ec);
  auto* native = tls.native_handle();
  ::SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  ::SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  ::SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  tls.use_certificate_chain_file(options.certificate, ec);
  if (!ec) tls.use_private_key_file(options.certificate_key, asio::ssl::context::pem, ec);
  if (ec || ::SSL_CTX_check_private_key(native) != 1)
    return Error{ErrorKind::io, fmt::format("the certificate {} or its key {} cannot be used",
                                            options.certificate, options.certificate_key)};
  return Done{};
}

}  // namespace

class HttpServer::Listener {
 public:
  Listener(const HttpServerOptions& options, ListenAddress place, Handler handler, Admit admit)
      : place_(std::move(place)),
        handlers_(options.threads),
        acceptor_(io_),
        breath_(io_),
        deps_{.options = options,
              .handler = std::move(handler),
              .admit = std::move(admit),
              .handlers = handlers_,
              .table = {options.most_connections, options.most_of_one_address},
              .left = [this](ConnectionTable::Id id) { forget(id); }} {}
  ~Listener() {
    asio::post(io_, [this] { stop(); });
    handlers_.join();
    if (!thread_.joinable()) return;
    work_.reset();
    thread_.join();
  }

  Result<Done> start() {
    const auto& options = deps_.options;
    if (!options.certificate.empty()) {
      tls_.emplace(asio::ssl::context::tls_server);
      if (auto usable = use_certificate(*tls_, options); !usable) return usable.error();
      deps_.tls = &*tls_;
    }
    if (!bind())
      return Error{ErrorKind::io,
                   fmt::format("muster cannot listen on {}: does another program use it?", options.listen)};
    accept();
    thread_ = std::thread([this] { io_.run(); });
    return Done{};
  }

  std::string url() const {
    const bool six = place_.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", tls_ ? "https" : "http", six ? "[" : "", place_.host, six ? "]" : "",
                       place_.port);
  }

 private:
  bool bind() {
    error_code ec;
    tcp::resolver resolver(io_);
    const auto found = resolver.resolve(place_.host, std::to_string(place_.port), tcp::resolver::passive, ec);
    if (ec || found.empty()) return false;
    const tcp::endpoint endpoint = *found.begin();
    acceptor_.open(endpoint.protocol(), ec);
    if (!ec) acceptor_.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor_.bind(endpoint, ec);
    if (!ec) acceptor_.listen(tcp::acceptor::max_listen_connections, ec);
    if (!ec) place_.port = acceptor_.local_endpoint(ec).port();
    return !ec;
  }

  void accept() {
    acceptor_.async_accept([this](error_code ec, tcp::socket socket) {
      if (stopping_) return;
      if (!ec) welcome(std::move(socket));
      if (ec == asio::error::no_descriptors && !make_room("")) return rest();
      accept();
    });
  }

  /// Without descriptors, accepting again at once would only burn CPU.
  void rest() {
    breath_.expires_after(std::chrono::milliseconds(50));
    breath_.async_wait([this](error_code) {
      if (!stopping_) accept();
    });
  }

  void welcome(tcp::socket socket) {
    const auto from = address_of(socket);
    while (!deps_.table.has_room(from))
      if (!make_room(from)) return;  // All connections are being answered: the new one is closed.
    const auto id = deps_.table.enter(from);
    const auto connection = make_connection(std::move(socket), id, deps_);
    connections_[id] = connection;
    connection->start();
  }

  bool make_room(const std::string& from) {
    const auto id = deps_.table.gives_way_to(from);
    if (!id) return false;
    const auto leaver = connections_.at(*id);
    leaver->give_way();
    return true;
  }

  void forget(ConnectionTable::Id id) {
    deps_.table.leave(id);
    connections_.erase(id);
  }

  void stop() {
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    breath_.cancel();
    const auto all = connections_;
    for (const auto& [id, connection] : all) connection->stop();
  }

  ListenAddress place_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io_);
  asio::thread_pool handlers_;
  std::optional<asio::ssl::context> tls_;
  tcp::acceptor acceptor_;
  asio::steady_timer breath_;
  ConnectionDeps deps_;
  std::map<ConnectionTable::Id, std::shared_ptr<ServedConnection>> connections_;
  bool stopping_ = false;
  std::thread thread_;
};

HttpServer::HttpServer(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpServerOptions& options, Handler handler,
                                                      Admit admit) {
  auto place = parse_listen_address(options.listen);
  if (!place) return place.error();
  const SignalsBlocked blocked;
  auto listener = std::make_unique<Listener>(within_descriptors(options), *std::move(place),
                                             std::move(handler), std::move(admit));
  if (auto started = listener->start(); !started) return started.error();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(listener)));
}

std::string HttpServer::url() const {
  return listener_->url();
}

}  // namespace muster
