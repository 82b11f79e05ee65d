#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "providers/sandbox/faults/read_faults.hpp"
#include "providers/sandbox/faults/rule_faults.hpp"
#include "providers/sandbox/sandbox_server.hpp"
#include "reconciler/core/base/printable.hpp"

namespace {

/// Waits for SIGINT or SIGTERM, which every thread made after this blocks.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void print_welcome(const std::string& url, const muster::SandboxOptions& options) {
  std::printf("%s\n", url.c_str());
  std::printf("A cloud on this machine that speaks DigitalOcean's v2 API. It accepts any token.\n");
  std::printf("  export DIGITALOCEAN_API_URL=%s DIGITALOCEAN_API_KEY=sandbox\n", url.c_str());
  std::printf("  curl -H 'Authorization: Bearer sandbox' %s/v2/account\n", url.c_str());
  std::printf("%s, speed %g. Stop it with Ctrl-C.\n",
              options.state_file.empty() ? "Kept in memory" : ("Kept in " + options.state_file).c_str(),
              options.speed);
  std::fflush(stdout);
}

/// Reads the fault file; prints its problems.
bool take_faults(const std::string& path, muster::SandboxOptions& options) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad()) {
    std::fprintf(stderr, "muster-sandbox: cannot read %s\n", muster::printable(path).c_str());
    return false;
  }
  auto read = muster::sandbox::read_faults(text, path);
  if (!read.problems.empty()) {
    std::fprintf(stderr, "%s", muster::printable_page(muster::sandbox::describe(read.problems)).c_str());
    return false;
  }
  options.faults = std::make_shared<muster::sandbox::RuleFaults>(std::move(read.faults), options.speed,
                                                                 options.clock_speed());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"A sandbox that speaks DigitalOcean's v2 API, for trying things out", "muster-sandbox"};
  muster::SandboxOptions options;
  bool unlimited = false;
  std::string resize = "strict";
  app.add_option("--port", options.port, "Port on 127.0.0.1 (default: a free one)")
      ->envname("MUSTER_PORT")
      ->check(CLI::Range(0, 65535));
  app.add_option("--state", options.state_file, "File that stores the cloud (default: in memory only)");
  app.add_option("--speed", options.speed, "Speed of delays and rate windows as a multiple of real time")
      ->capture_default_str()
      ->envname("MUSTER_SPEED");
  app.add_flag("--fast-clock", options.fast_clock, "The cloud's clock runs at --speed too, from now on");
  app.add_option("--droplet-limit", options.droplet_limit, "The account's limit of droplets")
      ->capture_default_str();
  app.add_option("--volume-limit", options.volume_limit, "The account's limit of volumes")
      ->capture_default_str();
  app.add_flag("--no-rate-limit", unlimited, "Disable the rate limit");
  app.add_option("--resize", resize, "strict: only powered-off droplets; auto: powers them off by itself")
      ->capture_default_str()
      ->check(CLI::IsMember({"strict", "auto"}));
  app.set_version_flag("-V,--version", "muster-sandbox " MUSTER_VERSION);
  std::string faults_file;
  app.add_option("--faults", faults_file,
                 "YAML file with faults to inject; see docs/how-to/use-the-sandbox.md");
  app.add_option("--seed", options.seed, "Seed of ids and delays")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  options.rate_limits = !unlimited;
  options.resize_powers_off = resize == "auto";

  if (!faults_file.empty() && !take_faults(faults_file, options)) return 1;

  const auto signals = block_stop_signals();
  const auto server = muster::SandboxServer::start(options);
  if (!server) {
    std::fprintf(stderr, "muster-sandbox: %s\n", muster::printable(server.error().what).c_str());
    return 1;
  }
  print_welcome((*server)->url(), options);
  int signal = 0;
  sigwait(&signals, &signal);
  (*server)->stop();
  return 0;
}
