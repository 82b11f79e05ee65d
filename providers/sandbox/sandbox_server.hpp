#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

namespace sandbox {
class FaultPlan;
}

/// How a sandbox cloud is to be.
struct SandboxOptions {
  int port = 0;            ///< 0: one that is free.
  std::string state_file;  ///< Where the cloud is kept; "" keeps it in memory alone.
  double speed = 1;  ///< The cloud's delays and rate windows pass this many times faster; its clock does not.
  std::int64_t droplet_limit = 100;
  std::int64_t volume_limit = 100;
  bool rate_limits = true;
  std::int64_t requests_per_minute = 250;
  std::int64_t requests_per_hour = 5000;
  bool resize_powers_off = false;  ///< A resize powers the droplet off by itself instead of being refused.
  std::uint64_t seed = 1;          ///< Of everything that looks random.
  std::shared_ptr<sandbox::FaultPlan> faults{};
};

/// A cloud on this machine that speaks DigitalOcean's v2 API over HTTP, on 127.0.0.1 alone. Any bearer token
/// is welcome. It runs in threads of its own from `start` to `stop` or its end.
class SandboxServer {
 public:
  /// Fails with `io` when the port or the state file cannot be had, `invalid` on options that make no sense.
  static Result<std::unique_ptr<SandboxServer>> start(const SandboxOptions& options);
  ~SandboxServer();
  SandboxServer(const SandboxServer&) = delete;
  SandboxServer& operator=(const SandboxServer&) = delete;

  int port() const;
  /// "http://127.0.0.1:PORT", to be used in place of "https://api.digitalocean.com".
  std::string url() const;
  /// Ends all connections and waits for the threads; what was answered is in the state file by then.
  void stop();

 private:
  class Inside;
  explicit SandboxServer(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace muster
