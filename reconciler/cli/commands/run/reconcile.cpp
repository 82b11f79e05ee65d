#include "reconciler/cli/commands/run/reconcile.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "reconciler/adapters/metrics/round_metrics.hpp"
#include "reconciler/adapters/store/loop_status_codec.hpp"
#include "reconciler/adapters/system/systemd_notify.hpp"
#include "reconciler/cli/apply/interrupt_handler.hpp"
#include "reconciler/cli/console/handle_command.hpp"
#include "reconciler/cli/loop/cli_loop_ports.hpp"
#include "reconciler/cli/loop/loop_http_server.hpp"
#include "reconciler/cli/loop/notifications.hpp"
#include "reconciler/cli/loop/sighup_handler.hpp"
#include "reconciler/cli/loop/wake_floor.hpp"
#include "reconciler/cli/secrets/secret_resolver.hpp"
#include "reconciler/engine/loop/reconciler.hpp"

namespace muster {

void setup_reconcile(CLI::App& app, CommandHandler& chosen) {
  auto options = std::make_shared<ReconcileOptions>();
  auto* command = app.add_subcommand(
      "reconcile", "Runs the loop: follows git, observes, plans, and applies what the rules allow");
  command
      ->add_option_function<std::string>(
          "--interval", [options](const std::string& text) { options->interval = *parse_duration(text); },
          "Time between two rounds, with 5% jitter; default: 30s")
      ->type_name("DURATION")
      ->check([](const std::string& text) {
        const auto read = parse_duration(text);
        if (!read) return read.error().what;
        return *read < std::chrono::milliseconds(100) ? text + " is shorter than 100ms" : std::string();
      });
  command->add_flag("--once", options->once, "Run one round with its applies, then exit; for cron");
  command
      ->add_option("--git", options->git,
                   "Follow a branch of this repository; --dir names the folder in it. Default: the folder "
                   "as it is")
      ->type_name("URL");
  command->add_option("--branch", options->branch, "Branch to follow; default: main")->type_name("NAME");
  command
      ->add_option("--allowed-signers", options->allowed_signers,
                   "Follow only commits signed by a key in this file (format of ssh-keygen(1))")
      ->type_name("FILE");
  command->add_option("--accept", options->accept, "Follow this commit even if the branch was rewritten")
      ->type_name("COMMIT");
  command
      ->add_option("--listen", options->listen,
                   "Serve /metrics, /healthz, /readyz, /status and POST /wake, for example on 127.0.0.1:9640")
      ->type_name("ADDRESS:PORT");
  command
      ->add_option("--wake-secret", options->wake_secret,
                   "Name of the secret for POST /wake; required unless --listen is a loopback address")
      ->type_name("NAME");
  command
      ->add_option("--allow-host", options->hosts,
                   "Host name that clients use for --listen, such as muster.example.com; may be repeated. "
                   "Addresses, names without a dot and the name of this machine are always accepted")
      ->type_name("NAME")
      ->delimiter(',');
  command
      ->add_option_function<std::string>(
          "--keep", [options](const std::string& text) { options->keep = *parse_duration(text); },
          "Age at which journal entries are deleted, at least 8 days; default: 90 days (2160h)")
      ->type_name("DURATION")
      ->check([](const std::string& text) {
        const auto read = parse_duration(text);
        if (!read) return read.error().what;
        return *read < std::chrono::days(8) ? text + " is shorter than 192h, a week and a day"
                                            : std::string();
      });
  command->add_flag("--auto-approve", options->auto_approve,
                    "On the sandbox: approve every plan. It does not lift a refusal");
  handle_command(*command, chosen, options, &run_reconcile);
}

namespace {

std::optional<BranchOptions> branch_of(const ReconcileOptions& options, const Settings& settings) {
  if (options.git.empty()) return std::nullopt;
  BranchOptions terms;
  terms.url = options.git;
  terms.branch = options.branch;
  terms.home = (std::filesystem::path(settings.state).parent_path() / "git").string();
  terms.allowed_signers = options.allowed_signers;
  terms.accept = options.accept;
  return terms;
}

LoopOptions terms_of(const ReconcileOptions& options, const Workspace& workspace) {
  LoopOptions terms;
  terms.interval = options.interval;
  terms.keep = options.keep;
  terms.auto_approve = options.auto_approve && workspace.is_sandbox;
  // Two loops that start together must not stay in step.
  terms.seed = static_cast<std::uint64_t>(workspace.clock->uptime().count());
  return terms;
}

Result<std::unique_ptr<LoopHttpServer>> open_door(const ReconcileOptions& options, const Settings& settings,
                                                  const Clock& clock, const RoundMetrics& metrics,
                                                  std::function<void()> wake, Console& console) {
  LoopHttpServer::Options terms{
      .listen = options.listen, .interval = options.interval, .hosts = options.hosts};
  if (!options.wake_secret.empty()) {
    auto secret =
        SecretResolver(settings, console).find({.name = options.wake_secret, .role = SecretRole::wake_token});
    if (!secret) return secret.error();
    terms.token = *std::move(secret);
  }
  return LoopHttpServer::open(
      std::move(terms), [&metrics] { return metrics.page(); }, clock, std::move(wake));
}

ExitCode exit_code_of(const Round& round) {
  for (const auto& ended : round.ended_applies)
    if (!ended.report.all_done()) return ExitCode::partly_applied;
  if (std::any_of(round.steps.begin(), round.steps.end(),
                  [](const StepTaken& step) { return step.error.has_value(); }))
    return ExitCode::error;
  if (!round.leads) return ExitCode::error;
  return round.pending.empty() && round.refused.empty() ? ExitCode::done : ExitCode::approval_needed;
}

/// Handles signals, the network and the service manager between the steps of the loop.
class LoopControl {
 public:
  LoopControl(const ReconcileOptions& options, Clock& clock, LoopHttpServer* http_server, WakeFloor& wakes)
      : once_(options.once), clock_(clock), http_server_(http_server), wakes_(wakes), signals_(interrupt_) {}

  SystemdNotifier& systemd() { return supervisor_; }

  void check_requests(Reconciler& loop) {
    supervisor_.alive();
    const auto uptime = clock_.uptime();
    if (http_server_) http_server_->beat(uptime);
    const bool asked = wakes_.take(uptime);
    if (hangup_.take() || asked) loop.wake();
    // A loop that runs once ends when none of its changes is in flight, and after one further round.
    const bool had_enough = once_ && loop.rounds() > 0 && !loop.busy() && !loop.round_is_due();
    const auto level = interrupt_.level();
    if ((level != Interrupt::Level::none || had_enough) && stops_ == 0) stop(loop);
    if (level == Interrupt::Level::stop_at_once && stops_ == 1) stop(loop);
  }

 private:
  void stop(Reconciler& loop) {
    ++stops_;
    supervisor_.stopping();
    if (http_server_) http_server_->stopping();
    loop.stop();
  }

  bool once_;
  Clock& clock_;
  LoopHttpServer* http_server_;
  WakeFloor& wakes_;
  Interrupt interrupt_;
  SignalWatch signals_;
  HangupWatch hangup_;
  SystemdNotifier supervisor_;
  int stops_ = 0;
};

ExitCode loop_until_stopped(const ReconcileOptions& options, TrackedRevision& files, Workspace& workspace,
                            RoundMetrics& metrics, const Settings& settings, Console& console) {
  auto& clock = *workspace.clock;
  WakeFloor wakes;
  std::unique_ptr<LoopHttpServer> http_server;
  if (!options.listen.empty()) {
    auto opened = open_door(
        options, settings, clock, metrics, [&wakes] { wakes.ask(); }, console);
    if (!opened) return print_error(console, opened.error());
    http_server = *std::move(opened);
  }
  LoopControl loop_control(options, clock, http_server.get(), wakes);
  // Printed after the signal handlers are set: a reader of this line may send a signal.
  if (http_server) note(console, "Listening on " + http_server->url());
  if (http_server && http_server->keeps_wakes_out())
    note(console, "POST /wake is refused: outside a loopback address it requires a secret (--wake-secret)");
  CliLoopPorts env(workspace, files, settings, console);
  Notifications notifications(workspace, metrics, settings, console);
  env.reporter().listen([&](const Round& round) {
    notifications.record(round);
    if (http_server)
      http_server->publish(*env.reporter().status(), encode_loop_status(*env.reporter().status()));
    loop_control.systemd().status(env.reporter().status()->conditions.front().message);
  });
  Reconciler loop({.env = env.ports(),
                   .provider = *workspace.cloud.provider,
                   .store = *workspace.store,
                   .clock = clock,
                   .processes = *workspace.processes},
                  terms_of(options, workspace));
  loop_control.systemd().ready();
  run_loop(loop, *workspace.cloud.provider, clock,
           [&](Reconciler& running) { loop_control.check_requests(running); });
  if (!options.once) return ExitCode::done;
  return loop.last() ? exit_code_of(*loop.last()) : ExitCode::error;
}

}  // namespace

namespace {

/// An address with a password would be in files and in lists of processes.
bool holds_password(const std::string& url) {
  const auto scheme = url.find("://");
  if (scheme == std::string::npos) return false;
  const auto host = url.substr(scheme + 3, url.find('/', scheme + 3) - scheme - 3);
  const auto at = host.rfind('@');
  return at != std::string::npos && host.substr(0, at).find(':') != std::string::npos;
}

}  // namespace

ExitCode run_reconcile(const ReconcileOptions& options, const Settings& settings, Console& console) {
  if (holds_password(options.git)) {
    return print_error(
        console,
        {ErrorKind::invalid,
         "--git: the address contains a password; omit it, and give git an ssh key or a credential helper"});
  }
  TrackedRevision files(settings, branch_of(options, settings));
  auto first = files.follow();
  if (!first.declared) {
    const Error nothing{ErrorKind::not_found, "there are no declared files"};
    return print_error(console, first.invalid.value_or(nothing));
  }
  RoundMetrics metrics;
  auto workspace = open_workspace(*std::move(first.declared), files.rules(), settings, console,
                                  [&metrics](const HeardCall& call) { metrics.record(call); });
  if (!workspace) return ExitCode::error;
  if (options.auto_approve && !workspace->is_sandbox) {
    return print_error(console,
                       {ErrorKind::denied,
                        "--auto-approve is for the sandbox: on a real cloud a person approves, or an "
                        "envelope does (muster approve --envelope)"});
  }
  return loop_until_stopped(options, files, *workspace, metrics, settings, console);
}

}  // namespace muster
