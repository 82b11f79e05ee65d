#include "providers/sandbox/sandbox_server.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "providers/sandbox/api/handle_request.hpp"
#include "providers/sandbox/serve/fault_plan.hpp"
#include "providers/sandbox/serve/http_date.hpp"
#include "providers/sandbox/serve/listener.hpp"
#include "providers/sandbox/state/state_file.hpp"
#include "providers/sandbox/state/state_text.hpp"

namespace muster {

using namespace sandbox;

/// The one cloud of all connections.
class SandboxServer::Inside {
 public:
  Inside(Cloud cloud, double clock_speed, std::unique_ptr<StateFile> file, std::shared_ptr<FaultPlan> faults)
      : cloud_(std::move(cloud)),
        clock_speed_(clock_speed),
        file_(std::move(file)),
        faults_(std::move(faults)) {}

  /// `is_new`: the cloud comes from no file, so its account gets an id.
  Result<Done> listen(int port, bool is_new) {
    // The first request waits until the account has its id.
    const std::scoped_lock lock(cloud_mutex_);
    auto listener = Listener::open(port, [this](Connection& connection) { serve(connection); });
    if (!listener) return listener.error();
    listener_ = std::move(*listener);
    if (is_new) cloud_.account_uuid = account_of(cloud_.random.seed, listener_->port());
    return Done{};
  }

  int port() const { return listener_->port(); }
  void stop() {
    {
      const std::scoped_lock lock(stop_mutex_);
      stopping_ = true;
    }
    stop_signal_.notify_all();
    listener_->close();
  }

 private:
  /// Never runs backwards, independent of the system's clock, because the cloud requires it.
  Instant now() {
    const auto passed = std::chrono::floor<Duration>(std::chrono::system_clock::now()) - since_;
    const auto cloud_time = static_cast<double>(passed.count()) * clock_speed_;
    latest_ = std::max(latest_, since_ + Duration(static_cast<std::int64_t>(cloud_time)));
    return latest_;
  }

  /// Two sandboxes are two accounts; one that is started again on its port is the same one.
  static std::string account_of(std::uint64_t seed, int port) {
    Random random{.seed = mixed(seed) + static_cast<std::uint64_t>(port), .drawn = 0};
    return random.uuid();
  }

  void serve(Connection& connection) {
    while (const auto request = connection.read())
      if (!serve_one(connection, *request)) return;
  }

  bool serve_one(Connection& connection, const Request& request) {
    const auto fault = faults_ ? faults_->fault_of(request, this_moment()) : Fault{};
    if (!fault.name.empty()) note(fault);
    if (fault.delay.count() > 0) sleep(fault.delay);
    if (fault.reset_before) return reset(connection);
    auto response = take_effect(request, fault.injected);
    if (fault.reset_after) return reset(connection);
    if (fault.error_after != 0) {
      response.status = fault.error_after;
      response.body = R"({"id":"server_error","message":"Unexpected server-side error"})";
    }
    response.headers.emplace_back("date", http_date(this_moment() + fault.date_skew));
    if (!fault.keep_percent) return connection.write(response);
    return connection.write(response,
                            response.body.size() * static_cast<std::size_t>(*fault.keep_percent) / 100);
  }

  void note(const Fault& fault) {
    const std::scoped_lock lock(cloud_mutex_);
    ++cloud_.record.faults[fault.name];
  }

  /// Ends early when the server is stopped.
  void sleep(Duration length) {
    std::unique_lock lock(stop_mutex_);
    stop_signal_.wait_for(lock, length, [this] { return stopping_; });
  }

  static bool reset(Connection& connection) {
    connection.reset();
    return false;
  }

  Instant this_moment() {
    const std::scoped_lock lock(cloud_mutex_);
    return now();
  }

  Response take_effect(const Request& request, const InjectedFault& injected) {
    Response response;
    std::uint64_t version = 0;
    {
      const std::scoped_lock lock(cloud_mutex_);
      response = handle_request(cloud_, request, now(), injected);
      if (may_have_changed(request, response)) ++version_;
      version = version_;
    }
    // Stored before the answer: a cloud never loses a reported change.
    const auto kept = may_have_changed(request, response) ? keep(version) : Result<Done>(Done{});
    if (!kept) return {500, R"({"id":"server_error","message":"the sandbox could not keep its state"})", {}};
    return response;
  }

  /// Returns after the file contains this version or a later one; waiting threads share one write.
  Result<Done> keep(std::uint64_t version) {
    if (!file_) return Done{};
    const std::scoped_lock writing(file_mutex_);
    if (kept_ >= version) return Done{};
    std::string text;
    std::uint64_t written = 0;
    {
      const std::scoped_lock lock(cloud_mutex_);
      text = write_state(cloud_);
      written = version_;
    }
    auto replaced = file_->replace(text);
    if (replaced) kept_ = written;
    return replaced;
  }

  std::mutex cloud_mutex_;
  Cloud cloud_;
  const double clock_speed_;
  const Instant since_ = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  Instant latest_{};
  std::uint64_t version_ = 0;
  std::mutex file_mutex_;
  std::uint64_t kept_ = 0;
  std::unique_ptr<StateFile> file_;
  std::shared_ptr<FaultPlan> faults_;
  std::mutex stop_mutex_;
  std::condition_variable stop_signal_;
  bool stopping_ = false;
  std::unique_ptr<Listener> listener_;  // Last member: its threads end before the objects that they use.
};

namespace {

Rules rules_of(const SandboxOptions& options) {
  Rules rules;
  // A delay in the time of a fast clock has its full length.
  rules.speed = options.fast_clock ? 1 : options.speed;
  rules.resize_powers_off = options.resize_powers_off;
  rules.rate_limits = options.rate_limits;
  rules.requests_per_minute = options.requests_per_minute;
  rules.requests_per_hour = options.requests_per_hour;
  rules.droplet_limit = options.droplet_limit;
  rules.volume_limit = options.volume_limit;
  return rules;
}

}  // namespace

Result<std::unique_ptr<SandboxServer>> SandboxServer::start(const SandboxOptions& options) {
  if (!(options.speed > 0) || options.speed > 1e6)
    return Error{ErrorKind::invalid, "the sandbox's speed must be above 0 and at most 1000000"};
  if (options.requests_per_minute < 1 || options.requests_per_hour < 1)
    return Error{ErrorKind::invalid, "the sandbox's rate limits must allow at least one request"};
  if (options.port < 0 || options.port > 65535)
    return Error{ErrorKind::invalid, "the port must be 0 to 65535"};
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  auto cloud = new_cloud(rules_of(options), options.seed, now);
  std::unique_ptr<StateFile> file;
  bool is_new = true;
  if (!options.state_file.empty()) {
    auto taken = StateFile::take(options.state_file);
    if (!taken) return taken.error();
    file = std::move(*taken);
    const auto text = file->read();
    if (!text) return text.error();
    is_new = !*text;
    if (*text)
      if (const auto read = read_state(**text, cloud); !read) return read.error().during(options.state_file);
  }
  auto inside =
      std::make_unique<Inside>(std::move(cloud), options.clock_speed(), std::move(file), options.faults);
  if (const auto listening = inside->listen(options.port, is_new); !listening) return listening.error();
  return std::unique_ptr<SandboxServer>(new SandboxServer(std::move(inside)));
}

SandboxServer::SandboxServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

SandboxServer::~SandboxServer() {
  stop();
}

int SandboxServer::port() const {
  return inside_->port();
}

std::string SandboxServer::url() const {
  return "http://127.0.0.1:" + std::to_string(port());
}

void SandboxServer::stop() {
  inside_->stop();
}

}  // namespace muster
