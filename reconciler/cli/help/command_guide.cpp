#include "reconciler/cli/help/command_guide.hpp"

namespace muster {

namespace {

CommandGroup plan_and_apply() {
  return {"Plan and apply",
          {
              {"validate",
               {"muster validate", "muster -C fleets/shop validate --json"},
               "docs/reference/policies.md"},
              {"test", {"muster test", "muster test --junit report.xml"}, "docs/reference/policies.md"},
              {"plan",
               {"muster plan", "muster plan -o plan.json", "muster plan --against origin/main --over 7d"},
               "docs/how-to/apply-plans.md"},
              {"show",
               {"muster show plan.json", "muster show plan.json --format markdown"},
               "docs/how-to/apply-plans.md"},
              {"explain",
               {"muster explain plan.json", "muster explain plan.json worker/1"},
               "docs/reference/policies.md"},
              {"apply",
               {"muster apply", "muster apply plan.json", "muster apply --resume"},
               "docs/how-to/apply-plans.md"},
              {"destroy",
               {"muster destroy", "muster --sandbox destroy --auto-approve"},
               "docs/how-to/apply-plans.md"},
          }};
}

CommandGroup approve() {
  return {"Approve",
          {
              {"pending", {"muster pending", "muster pending --json"}, "docs/how-to/run-the-loop.md"},
              {"approve",
               {"muster approve plan.json --as ada", "muster approve 0bd5bf82781d --as ada --until 4h",
                "muster approve --envelope --as ada --pools worker --machines 6 --per-hour 0.50 --until 12h"},
               "docs/how-to/approve-plans.md"},
              {"reject",
               {"muster reject plan.json --as ada --because too-early"},
               "docs/how-to/approve-plans.md"},
              {"approvals", {"muster approvals", "muster approvals --json"}, "docs/how-to/approve-plans.md"},
          }};
}

CommandGroup run() {
  return {
      "Run",
      {
          {"reconcile",
           {"muster reconcile --interval 30s --listen 127.0.0.1:9640",
            "muster reconcile --git https://git.example/fleet.git --branch main", "muster reconcile --once"},
           "docs/how-to/run-the-loop.md"},
          {"adopt", {"muster adopt machine 3164494 --as worker/3"}, "docs/how-to/handle-manual-changes.md"},
          {"release",
           {"muster release worker/3", "muster release worker/3/data-1"},
           "docs/how-to/handle-manual-changes.md"},
      }};
}

CommandGroup look() {
  return {"Inspect",
          {
              {"status",
               {"muster status", "muster status --watch", "muster status --json"},
               "docs/reference/status.md"},
              {"history",
               {"muster history", "muster history -n 1", "muster history --verify"},
               "docs/how-to/handle-manual-changes.md"},
              {"cost", {"muster cost", "muster cost --agents 10,25,50,100"}, "docs/reference/policies.md"},
          }};
}

CommandGroup try_out() {
  return {"Try out",
          {
              {"what-if",
               {"muster what-if --load x2", "muster what-if --region-lost fra1 --cap 200"},
               "docs/reference/policies.md"},
              {"backtest",
               {"muster backtest --trace load.csv",
                "muster backtest --trace load.csv --policy muster --picture load.svg"},
               "docs/explanation/backtest.md"},
          }};
}

CommandGroup set_up() {
  return {"Set up",
          {
              {"init",
               {"muster init", "muster init fleets/shop --agents 20 --agent-memory 1GiB"},
               "docs/tutorial/first-fleet.md"},
              {"doctor", {"muster doctor", "muster doctor --json"}, "docs/how-to/install.md"},
              {"keygen",
               {"muster keygen ada", "muster keygen ada --out ada.key"},
               "docs/how-to/approve-plans.md"},
              {"vault", {}, "docs/how-to/keep-secrets.md"},
              {"vault set", {"muster vault set digitalocean"}, "docs/how-to/keep-secrets.md"},
              {"vault bind",
               {"muster vault bind metrics --for token --to https://prometheus.example:9090"},
               "docs/how-to/keep-secrets.md"},
              {"vault get", {"muster vault get digitalocean"}, "docs/how-to/keep-secrets.md"},
              {"vault list", {"muster vault list"}, "docs/how-to/keep-secrets.md"},
              {"vault remove", {"muster vault remove digitalocean"}, "docs/how-to/keep-secrets.md"},
              {"vault rotate", {"muster vault rotate"}, "docs/how-to/keep-secrets.md"},
              {"node-token", {"muster node-token worker/1"}, "docs/how-to/connect-readings.md"},
          }};
}

CommandGroup about() {
  return {"About muster",
          {
              {"completion", {"muster completion bash", "muster completion fish"}, "docs/how-to/install.md"},
              {"man", {"muster man build/man"}, "docs/how-to/install.md"},
              {"help", {"muster help plan", "muster help variables"}, "README.md"},
              {"version", {"muster version", "muster --version"}, "README.md"},
          }};
}

}  // namespace

const std::vector<CommandGroup>& command_groups() {
  static const std::vector<CommandGroup> groups = {plan_and_apply(), approve(), run(),  look(),
                                                   try_out(),        set_up(),  about()};
  return groups;
}

const CommandGuide* guide_of(const std::string& words) {
  for (const auto& group : command_groups()) {
    for (const auto& guide : group.commands) {
      if (guide.words == words) return &guide;
    }
  }
  return nullptr;
}

}  // namespace muster
