#include "reconciler/adapters/http/curl_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <utility>

#include "reconciler/adapters/http/curl_handles.hpp"
#include "reconciler/adapters/http/curl_transfer.hpp"

namespace muster {
namespace {

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer) {
  return static_cast<CurlTransfer*>(transfer)->take_body({bytes, size * count}) ? size * count : 0;
}

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* transfer) {
  return static_cast<CurlTransfer*>(transfer)->take_header({bytes, size * count}) ? size * count : 0;
}

/// Called after a connection was opened, directly before the request is sent. libcurl repeats a request of
/// any method if a reused connection is dead; a change must not be sent twice.
int before_sending(void* data, char*, char*, int, int) {
  auto& transfer = *static_cast<CurlTransfer*>(data);
  if (transfer.apply_limits && transfer.times_sent == 0 && !only_reads(transfer.request)) {
    transfer.held_back = transfer.apply_limits();
    if (transfer.held_back) return CURL_PREREQFUNC_ABORT;
  }
  ++transfer.times_sent;
  return transfer.times_sent > 1 && !only_reads(transfer.request) ? CURL_PREREQFUNC_ABORT
                                                                  : CURL_PREREQFUNC_OK;
}

CurlList header_list(const HttpRequest& request) {
  CurlList list;
  const auto add = [&list](const std::string& line) {
    auto* longer = curl_slist_append(list.get(), line.c_str());
    if (longer != nullptr && longer != list.get()) {
      (void)list.release();
      list.reset(longer);
    }
  };
  add("Expect:");  // Disables the wait of one second for "100 Continue".
  if (!header_of(request.headers, "Content-Type")) add("Content-Type:");  // Not curl's guess.
  for (const auto& header : request.headers)
    add(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  return list;
}

void set_method(CURL* easy, const HttpRequest& request) {
  if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET" || !request.body.empty()) {
    const bool sends = !request.body.empty() || request.method == "POST" || request.method == "PUT" ||
                       request.method == "PATCH";
    if (sends) {
      curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
      curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

}  // namespace

/// The transfers of one client: those that wait for a connection and those on the wire.
class CurlClient::Transfers {
 public:
  explicit Transfers(CurlOptions options) : options_(std::move(options)) {
    if (options_.user_agent.empty()) options_.user_agent = "muster/" MUSTER_VERSION;
    options_.connections_per_host = std::max<std::size_t>(options_.connections_per_host, 1);
    if (started_curl()) multi_ = curl_multi_init();
  }
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;
  ~Transfers() {
    for (auto& [easy, running] : running_) curl_multi_remove_handle(multi_, easy);
    running_.clear();
    spare_.clear();
    if (multi_ != nullptr) curl_multi_cleanup(multi_);
  }

  void add(HttpTicket ticket, HttpRequest request) {
    if (multi_ == nullptr) {
      completed_.push_back({ticket, Error{ErrorKind::io, "libcurl did not start"}});
    } else if (auto checked = check_request(request); !checked) {
      completed_.push_back({ticket, checked.error()});
    } else {
      auto transfer = std::make_unique<CurlTransfer>();
      transfer->ticket = ticket;
      transfer->authority = authority_of(request.url);
      transfer->request = std::move(request);
      transfer->largest_response = options_.largest_response;
      transfer->apply_limits = options_.apply_limits;
      waiting_[transfer->authority].push_back(std::move(transfer));
    }
  }

  std::vector<HttpCompletion> poll(Duration at_most) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (true) {
      begin_waiting();
      perform();
      if (!completed_.empty()) return std::exchange(completed_, {});
      if (running_.empty()) return {};
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
      if (left <= 0) return {};
      curl_multi_poll(multi_, nullptr, 0, static_cast<int>(std::min<long long>(left, 60'000)), nullptr);
    }
  }

 private:
  struct Running {
    CurlEasy easy;
    CurlList headers;
    std::unique_ptr<CurlTransfer> transfer;
  };

  void begin_waiting() {
    for (auto host = waiting_.begin(); host != waiting_.end();) {
      auto& [authority, queue] = *host;
      while (!queue.empty() && on_the_wire_[authority] < options_.connections_per_host) {
        begin(std::move(queue.front()));
        queue.pop_front();
      }
      host = queue.empty() ? waiting_.erase(host) : std::next(host);
    }
  }

  void begin(std::unique_ptr<CurlTransfer> transfer) {
    auto easy = take_easy();
    const auto ticket = transfer->ticket;
    if (!easy) {
      completed_.push_back({ticket, Error{ErrorKind::io, "no memory for another request"}});
      return;
    }
    auto headers = header_list(transfer->request);
    configure(easy.get(), *transfer, headers.get());
    auto* key = easy.get();
    if (curl_multi_add_handle(multi_, key) != CURLM_OK) {
      completed_.push_back({ticket, Error{ErrorKind::io, "libcurl refused another request"}});
      return;
    }
    ++on_the_wire_[transfer->authority];
    running_.emplace(key, Running{std::move(easy), std::move(headers), std::move(transfer)});
  }

  CurlEasy take_easy() {
    if (spare_.empty()) return CurlEasy(curl_easy_init());
    auto easy = std::move(spare_.back());
    spare_.pop_back();
    curl_easy_reset(easy.get());
    return easy;
  }

  void configure(CURL* easy, CurlTransfer& transfer, curl_slist* headers) const {
    const auto& request = transfer.request;
    const bool here = is_loopback(transfer.authority);
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    if (!options_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
    if (here) curl_easy_setopt(easy, CURLOPT_PROXY, "");
    // Compression pays over a network; between two programs of one machine it only costs.
    if (!here) curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before_sending);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, &transfer);
    set_method(easy, request);
  }

  void perform() {
    int still_running = 0;
    // A freed connection is reused at once; otherwise it would be idle until the next event.
    while (true) {
      curl_multi_perform(multi_, &still_running);
      if (!collect()) return;
      begin_waiting();
    }
  }

  /// Moves finished transfers to `completed_`; true when that freed a connection others wait for.
  bool collect() {
    int left = 0;
    bool any = false;
    while (auto* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const auto outcome = message->data.result;
      const auto found = running_.find(message->easy_handle);
      if (found == running_.end()) continue;
      finish(found->second, outcome);
      running_.erase(found);
      any = true;
    }
    return any && !waiting_.empty();
  }

  void finish(Running& running, CURLcode outcome) {
    auto& transfer = *running.transfer;
    curl_multi_remove_handle(multi_, running.easy.get());
    const auto count = on_the_wire_.find(transfer.authority);
    if (count != on_the_wire_.end() && --count->second == 0) on_the_wire_.erase(count);
    if (outcome == CURLE_OK) {
      long status = 0;
      curl_easy_getinfo(running.easy.get(), CURLINFO_RESPONSE_CODE, &status);
      transfer.response.status = static_cast<int>(status);
      completed_.push_back({transfer.ticket, std::move(transfer.response)});
    } else {
      completed_.push_back({transfer.ticket, failure(transfer, outcome)});
    }
    spare_.push_back(std::move(running.easy));
  }

  Error failure(const CurlTransfer& transfer, CURLcode outcome) const {
    // After sending, "unsupported protocol" means an answer that is not HTTP.
    if (transfer.times_sent == 0 && (outcome == CURLE_URL_MALFORMAT || outcome == CURLE_UNSUPPORTED_PROTOCOL))
      return {ErrorKind::invalid, fmt::format("the address cannot be used: {}", curl_easy_strerror(outcome))};
    if (transfer.too_large)
      return transfer_error(
          transfer, fmt::format("the answer is larger than {} bytes", options_.largest_response), false);
    if (transfer.held_back) return transfer_error(transfer, transfer.held_back->what, false);
    if (outcome == CURLE_ABORTED_BY_CALLBACK)
      return transfer_error(transfer, "the connection was closed before an answer came", false);
    if (outcome == CURLE_OPERATION_TIMEDOUT && transfer.times_sent > 0)
      return transfer_error(
          transfer, fmt::format("no whole answer within {}", format_duration(transfer.request.timeout)),
          true);
    return transfer_error(transfer, curl_easy_strerror(outcome), false);
  }

  CurlOptions options_;
  CURLM* multi_ = nullptr;
  std::map<std::string, std::deque<std::unique_ptr<CurlTransfer>>> waiting_;
  std::map<std::string, std::size_t> on_the_wire_;
  std::map<CURL*, Running> running_;
  std::vector<CurlEasy> spare_;
  std::vector<HttpCompletion> completed_;
};

CurlClient::CurlClient(CurlOptions options) : transfers_(std::make_unique<Transfers>(std::move(options))) {}
CurlClient::~CurlClient() = default;

void CurlClient::start(HttpTicket ticket, HttpRequest request) {
  transfers_->add(ticket, std::move(request));
}

std::vector<HttpCompletion> CurlClient::poll(Duration at_most) {
  return transfers_->poll(at_most);
}

}  // namespace muster
