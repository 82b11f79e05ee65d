#include "reconciler/adapters/http/served_connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <limits>
#include <type_traits>

#include "reconciler/adapters/http/wire_messages.hpp"

namespace muster {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Ticks = std::chrono::steady_clock;
using TlsStream = asio::ssl::stream<tcp::socket>;

constexpr std::size_t kFirstBytes = 1024;
constexpr std::size_t kBeyondHead = 4096;  ///< Room for a chunk's size line, and for requests sent ahead.
constexpr int kMostRequests = 1000;        ///< Of one connection.
/// An answer before the end of the body is lost if the rest of the body meets a closed socket. So the rest is
/// read and dropped, within these limits.
constexpr auto kLeaveWithin = std::chrono::seconds(2);
constexpr std::size_t kThrownAwayAtMost = 16 << 20;
constexpr auto kLastSecond = std::chrono::seconds(1);

constexpr std::string_view kBusy =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

template <class Stream>
class Connection final : public ServedConnection, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Connection(Stream stream, ConnectionTable::Id id, ConnectionDeps& deps)
      : stream_(std::move(stream)),
        timer_(stream_.get_executor()),
        deps_(deps),
        id_(id),
        buffer_(deps.options.largest_head + kBeyondHead),
        opened_(Ticks::now()) {}

  void start() override;
  void give_way() override;
  void stop() override;

 private:
  static constexpr bool kEncrypted = std::is_same_v<Stream, TlsStream>;
  enum class Stage { handshake, idle, head, body, answering, writing, leaving, closed };

  tcp::socket& socket() {
    if constexpr (kEncrypted)
      return stream_.next_layer();
    else
      return stream_;
  }
  template <class Then>
  auto then(Then next) {
    return [self = this->shared_from_this(), next](error_code ec, std::size_t count = 0) {
      if (self->stage_ != Stage::closed) next(*self, ec, count);
    };
  }
  void enter(Stage stage, Ticks::time_point until);
  void on_deadline();
  void await_request();
  void read_head();
  void on_head(error_code ec);
  void weigh_head();
  void make_way_for_body();
  void read_body();
  void on_body(error_code ec);
  void answer(HttpRequest request);
  void refuse(int status, const std::string& why);
  void respond(const HttpResponse& response);
  void on_written(error_code ec);
  void leave();
  void throw_away();
  void release_body() { deps_.bodies_under_way -= std::exchange(reserved_, 0); }
  void close();

  Stream stream_;
  asio::steady_timer timer_;
  ConnectionDeps& deps_;
  ConnectionTable::Id id_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  std::optional<http::response_serializer<http::string_body>> serializer_;
  Stage stage_ = Stage::handshake;
  Ticks::time_point opened_;
  int requests_ = 0;
  std::size_t reserved_ = 0;  ///< Of bodies_under_way.
  std::size_t thrown_away_ = 0;
  bool late_ = false;    ///< The time limit of the current read is over.
  bool unread_ = false;  ///< A part of the request was not read.
  bool last_ = false;    ///< No request after this one.
  bool stops_ = false;   ///< The server ends.
};

template <class Stream>
void Connection<Stream>::start() {
  error_code ignored;
  socket().set_option(tcp::no_delay(true), ignored);
  socket().non_blocking(true, ignored);
  enter(Stage::handshake, opened_ + deps_.options.head_within);
  if constexpr (kEncrypted) {
    stream_.async_handshake(TlsStream::server, then([](auto& self, error_code ec, std::size_t) {
                              ec ? self.close() : self.await_request();
                            }));
  } else {
    await_request();
  }
}

template <class Stream>
void Connection<Stream>::enter(Stage stage, Ticks::time_point until) {
  stage_ = stage;
  const auto standing = stage == Stage::answering                         ? ConnectionState::answering
                        : stage == Stage::body || stage == Stage::writing ? ConnectionState::receiving
                                                                          : ConnectionState::waiting;
  deps_.table.note(id_, standing);
  timer_.expires_at(until);
  timer_.async_wait([weak = this->weak_from_this()](error_code) {
    const auto self = weak.lock();
    // A timer that was moved meanwhile fires too.
    if (self && self->stage_ != Stage::closed && self->timer_.expiry() <= Ticks::now()) self->on_deadline();
  });
}

template <class Stream>
void Connection<Stream>::on_deadline() {
  if (stage_ == Stage::answering) return;
  if (stage_ != Stage::head && stage_ != Stage::body) return close();
  late_ = true;
  error_code ignored;
  socket().cancel(ignored);
}

/// Waits for the first byte of the next request.
template <class Stream>
void Connection<Stream>::await_request() {
  if (buffer_.size() > 0) return read_head();
  const auto& options = deps_.options;
  enter(Stage::idle, requests_ == 0 ? opened_ + options.head_within : Ticks::now() + options.idle_at_most);
  stream_.async_read_some(buffer_.prepare(kFirstBytes), then([](auto& self, error_code ec, std::size_t n) {
                            if (ec) return self.close();
                            self.buffer_.commit(n);
                            self.read_head();
                          }));
}

template <class Stream>
void Connection<Stream>::read_head() {
  ++requests_;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(deps_.options.largest_head));
  // The request head is checked first. (In this version a limit of zero means no limit.)
  parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
  unread_ = true;
  enter(Stage::head, (requests_ == 1 ? opened_ : Ticks::now()) + deps_.options.head_within);
  http::async_read_header(stream_, buffer_, *parser_,
                          then([](auto& self, error_code ec, std::size_t) { self.on_head(ec); }));
}

template <class Stream>
void Connection<Stream>::on_head(error_code ec) {
  if (late_) return refuse(408, "the request did not end in time");
  if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
    return refuse(431, "the request line and the headers are too long");
  if (ec == http::error::end_of_stream) return close();
  if (ec == http::error::partial_message) return refuse(400, "the request ends in the middle");
  if (ec && ec.category() == http::make_error_code(http::error::bad_method).category())
    return refuse(400, "this is not an HTTP request: " + ec.message());
  if (ec) return close();
  weigh_head();
}

template <class Stream>
void Connection<Stream>::weigh_head() {
  const auto& options = deps_.options;
  if (auto refusal = refusal_of_head(*parser_, options.most_headers)) {
    last_ = true;
    return respond(*refusal);
  }
  unread_ = !parser_->is_done();
  if (deps_.admit) {
    if (const auto early = deps_.admit(head_of(*parser_))) return respond(*early);
  }
  if (!unread_) return answer(head_of(*parser_));
  if (parser_->content_length().value_or(0) > options.largest_body)
    return refuse(413, "the body is too large");
  const auto size = parser_->content_length().value_or(options.largest_body);
  if (deps_.bodies_under_way + size > options.bodies_at_once)
    return respond({503, {{"Retry-After", "1"}}, "too many requests are in progress\n"});
  deps_.bodies_under_way += reserved_ = static_cast<std::size_t>(size);
  make_way_for_body();
}

template <class Stream>
void Connection<Stream>::make_way_for_body() {
  parser_->body_limit(deps_.options.largest_body);
  enter(Stage::body, Ticks::now() + deps_.options.body_within);
  if (!boost::beast::iequals(parser_->get()[http::field::expect], "100-continue")) return read_body();
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(stream_, asio::buffer(kContinue), then([](auto& self, error_code ec, std::size_t) {
                      if (self.late_ || ec) return self.close();
                      self.read_body();
                    }));
}

template <class Stream>
void Connection<Stream>::read_body() {
  http::async_read(stream_, buffer_, *parser_,
                   then([](auto& self, error_code ec, std::size_t) { self.on_body(ec); }));
}

template <class Stream>
void Connection<Stream>::on_body(error_code ec) {
  if (late_) return refuse(408, "the body did not end in time");
  if (ec == http::error::body_limit) return refuse(413, "the body is too large");
  if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
    return refuse(431, "the lines between the parts of the body are too long");
  if (ec == http::error::end_of_stream || ec == http::error::partial_message)
    return refuse(400, "the body ends in the middle");
  if (ec && ec.category() == http::make_error_code(http::error::bad_method).category())
    return refuse(400, "the framing of the body is invalid: " + ec.message());
  if (ec) return close();
  unread_ = false;
  auto request = head_of(*parser_);
  request.body = std::move(parser_->get().body());
  answer(std::move(request));
}

template <class Stream>
void Connection<Stream>::answer(HttpRequest request) {
  enter(Stage::answering, Ticks::time_point::max());
  asio::post(deps_.handlers, [self = this->shared_from_this(), request = std::move(request)] {
    auto response = self->deps_.handler(request);
    const auto executor = self->stream_.get_executor();
    asio::post(executor, [self, response = std::move(response)] {
      if (self->stage_ != Stage::closed) self->respond(response);
    });
  });
}

template <class Stream>
void Connection<Stream>::refuse(int status, const std::string& why) {
  last_ = true;
  respond({status, {}, why + "\n"});
}

template <class Stream>
void Connection<Stream>::respond(const HttpResponse& response) {
  release_body();
  const auto age = Ticks::now() - opened_;
  last_ = last_ || unread_ || !parser_->keep_alive() || requests_ >= kMostRequests ||
          age > deps_.options.connection_at_most;
  response_.emplace(wire_response(response, !last_, parser_->get().version()));
  serializer_.emplace(*response_);
  enter(Stage::writing, Ticks::now() + (stops_ ? kLastSecond : Ticks::duration(deps_.options.answer_within)));
  auto written = then([](auto& self, error_code ec, std::size_t) { self.on_written(ec); });
  if (parser_->get().method() == http::verb::head)
    http::async_write_header(stream_, *serializer_, std::move(written));
  else
    http::async_write(stream_, *serializer_, std::move(written));
}

template <class Stream>
void Connection<Stream>::on_written(error_code ec) {
  serializer_.reset();
  response_.reset();
  if (ec) return close();
  if (stops_) return close();
  if (last_) return leave();
  parser_.reset();
  await_request();
}

template <class Stream>
void Connection<Stream>::leave() {
  enter(Stage::leaving, Ticks::now() + kLeaveWithin);
  if constexpr (kEncrypted) {
    if (!unread_) {
      stream_.async_shutdown(then([](auto& self, error_code, std::size_t) { self.close(); }));
      return;
    }
  } else {
    error_code ignored;
    socket().shutdown(tcp::socket::shutdown_send, ignored);
  }
  throw_away();
}

template <class Stream>
void Connection<Stream>::throw_away() {
  stream_.async_read_some(asio::buffer(deps_.thrown_away), then([](auto& self, error_code ec, std::size_t n) {
                            self.thrown_away_ += n;
                            if (ec || self.thrown_away_ > kThrownAwayAtMost) return self.close();
                            self.throw_away();
                          }));
}

template <class Stream>
void Connection<Stream>::give_way() {
  if constexpr (!kEncrypted) {
    error_code ignored;
    if (stage_ == Stage::head || stage_ == Stage::idle) socket().send(asio::buffer(kBusy), 0, ignored);
  }
  close();
}

template <class Stream>
void Connection<Stream>::stop() {
  stops_ = last_ = true;
  if (stage_ == Stage::writing) return enter(Stage::writing, Ticks::now() + kLastSecond);
  if (stage_ != Stage::answering) close();
}

template <class Stream>
void Connection<Stream>::close() {
  if (stage_ == Stage::closed) return;
  error_code ignored;
  // An answer that the client does not read must not stay in the kernel's memory.
  if (stage_ == Stage::writing) socket().set_option(tcp::socket::linger(true, 0), ignored);
  stage_ = Stage::closed;
  release_body();
  timer_.cancel();
  socket().close(ignored);
  deps_.left(id_);
}

}  // namespace

std::shared_ptr<ServedConnection> make_connection(tcp::socket socket, ConnectionTable::Id id,
                                                  ConnectionDeps& deps) {
  if (deps.tls)
    return std::make_shared<Connection<TlsStream>>(TlsStream(std::move(socket), *deps.tls), id, deps);
  return std::make_shared<Connection<tcp::socket>>(std::move(socket), id, deps);
}

}  // namespace muster
