#include "reconciler/node/node_options.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "reconciler/adapters/host/agent_counter.hpp"
#include "reconciler/node/push_address.hpp"

namespace muster::node {
namespace {

constexpr const char* kAbout =
    "Measures this machine. Serves the readings as a Prometheus page and pushes them to muster.\n"
    "The environment can set every flag: MUSTER_NODE_PUSH_TO sets --push-to.";

/// A flag whose text `parse` reads; its error is the flag's.
template <class T>
void add_parsed(CLI::App& app, const std::string& flag, T& into, Result<T> (*parse)(const std::string&),
                const std::string& type, const std::string& help) {
  app.add_option_function<std::string>(
         flag,
         [&into, parse, flag](const std::string& text) {
           auto value = parse(text);
           if (!value) throw CLI::ValidationError(flag, value.error().what);
           into = *std::move(value);
         },
         help)
      ->type_name(type);
}

void name_variables(CLI::App& app) {
  for (auto* option : app.get_options()) {
    const auto& names = option->get_lnames();
    if (names.empty() || names.front() == "help" || names.front() == "version") continue;
    std::string variable = "MUSTER_NODE_";
    for (const char c : names.front())
      variable += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    option->envname(variable);
  }
}

void add_options(CLI::App& app, NodeOptions& options) {
  add_parsed(app, "--machine", options.machine, &parse_slot, "SLOT",
             "Slot of this machine in the fleet, such as worker/1");
  app.get_option("--machine")->required();
  add_parsed(app, "--every", options.every, &parse_duration, "TIME", "Interval between measurements [30s]");
  app.add_option("--listen", options.listen,
                 "Address of the page; an empty value disables it "
                 "[127.0.0.1:9101]")
      ->type_name("ADDRESS:PORT");
  app.add_option(
         "--allow-host", options.hosts,
         "Permitted host name in requests for the page; may be repeated. Addresses, names without a dot and "
         "the machine's own name are always permitted")
      ->type_name("NAME")
      ->delimiter(',');
  app.add_option("--push-to", options.push_to, "muster's address, such as https://muster.example:8443")
      ->type_name("URL");
  add_parsed(app, "--push-every", options.push_every, &parse_duration, "TIME",
             "Interval between pushes [60s]");
  app.add_option(
         "--token-file", options.token_file,
         "The machine's token, as `muster node-token` prints it; else the systemd credential \"token\"")
      ->type_name("FILE");
  app.add_option("--ca-file", options.ca_file, "Certificate authorities for muster's certificate (PEM)")
      ->type_name("FILE");
  app.add_option("--spool", options.spool,
                 "Folder for readings that wait for delivery [/var/lib/muster-node]")
      ->type_name("DIR");
  app.add_option("--spool-bytes", options.spool_bytes,
                 "Bytes of the spool; the oldest are "
                 "dropped first [4194304]")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{4096}, std::int64_t{1} << 30));
  app.add_option("--agents-matching", options.host.agents.pattern,
                 "Regular expression (RE2) that matches the command line of each agent")
      ->type_name("RE2");
  app.add_option("--agents-cgroup", options.host.agents.cgroup,
                 "The control group whose children are the agents, such as agents.slice")
      ->type_name("PATH");
  app.add_option("--logs", options.host.logs, "A folder of logs; may be repeated")->type_name("DIR");
  app.add_option("--databases", options.host.databases, "A folder of databases; may be repeated")
      ->type_name("DIR");
}

Result<Done> check(const NodeOptions& options) {
  const auto wrong = [](std::string what) { return Error{ErrorKind::invalid, std::move(what)}; };
  if (options.every < 1s || options.every > 10min) return wrong("--every: expected 1s to 10m");
  if (options.push_every < options.every) return wrong("--push-every: expected at least --every");
  if (!options.host.agents.pattern.empty() && !options.host.agents.cgroup.empty())
    return wrong("agents are counted by --agents-matching or by --agents-cgroup, not by both");
  if (auto problem = agent_pattern_problem(options.host.agents.pattern); !problem.empty())
    return wrong("--agents-matching: not a regular expression: " + problem);
  if (options.push_to.empty()) return Done{};
  if (auto problem = push_address_problem(options.push_to); !problem.empty())
    return wrong("--push-to: " + problem);
  return Done{};
}

}  // namespace

Result<NodeCommand> read_command_line(int argc, const char* const* argv) {
  NodeCommand command;
  CLI::App app(kAbout, "muster-node");
  app.set_version_flag("--version", "muster-node " MUSTER_VERSION);
  add_options(app, command.options);
  name_variables(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    command.only_print = true;
    command.text = app.help();
    return command;
  } catch (const CLI::CallForVersion& version) {
    command.only_print = true;
    command.text = std::string(version.what()) + "\n";
    return command;
  } catch (const CLI::ParseError& error) {
    return Error{ErrorKind::invalid, std::string(error.what()) + "; muster-node --help lists the flags"};
  }
  if (auto checked = check(command.options); !checked) return checked.error();
  return command;
}

}  // namespace muster::node
