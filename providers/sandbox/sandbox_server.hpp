#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

namespace sandbox {
class FaultPlan;
}

/// Settings of a sandbox cloud.
struct SandboxOptions {
  int port = 0;            ///< 0: a free one.
  std::string state_file;  ///< File of the cloud; "" keeps it in memory only.
  double speed = 1;        ///< The cloud's delays and rate windows pass this many times faster.
  /// The cloud's clock runs at that speed too, from the real time of the start. Otherwise it is the real
  /// time.
  bool fast_clock = false;
  /// The speed of the cloud's clock, as a multiple of real time.
  double clock_speed() const { return fast_clock ? speed : 1; }
  std::int64_t droplet_limit = 100;  ///< Number of droplets that the account may have.
  std::int64_t volume_limit = 100;   ///< Number of volumes that the account may have.
  bool rate_limits = true;
  std::int64_t requests_per_minute = 250;
  std::int64_t requests_per_hour = 5000;
  bool resize_powers_off = false;  ///< A resize powers the droplet off itself instead of being refused.
  std::uint64_t seed = 1;          ///< Seed of all random values.
  std::shared_ptr<sandbox::FaultPlan> faults{};
};

/// A cloud on this machine with DigitalOcean's v2 API over HTTP, on 127.0.0.1 only. It accepts any bearer
/// token. It runs in its own threads from `start` until `stop` or its destruction.
class SandboxServer {
 public:
  /// Fails with `io` if the port or the state file is unavailable, and with `invalid` for impossible options.
  static Result<std::unique_ptr<SandboxServer>> start(const SandboxOptions& options);
  ~SandboxServer();
  SandboxServer(const SandboxServer&) = delete;
  SandboxServer& operator=(const SandboxServer&) = delete;

  int port() const;
  /// "http://127.0.0.1:PORT", instead of "https://api.digitalocean.com".
  std::string url() const;
  /// Ends all connections and waits for the threads; all answered changes are in the state file then.
  void stop();

 private:
  class Inside;
  explicit SandboxServer(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace muster
