#include "reconciler/node/push/run_push.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>

#include "reconciler/adapters/host/kernel_file.hpp"
#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/system/no_core_dumps.hpp"
#include "reconciler/core/base/printable.hpp"
#include "reconciler/node/push/deliver.hpp"
#include "reconciler/node/push_address.hpp"

namespace muster::node {
namespace {

constexpr const char* kUsage =
    "muster-node-push --to URL --machine SLOT --spool DIR [--token-file FILE] [--ca-file FILE] "
    "[--mark MARK] [--given FILE]\n"
    "Delivers the readings that wait in a spool, once. muster-node runs it; by hand it shows what is "
    "wrong.\n";

/// Returns the values of the flags; nullopt for anything that is not a known flag with a value.
std::optional<std::map<std::string, std::string>> read_flags(int argc, const char* const* argv) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i + 1 < argc; i += 2) flags[argv[i]] = argv[i + 1];
  if (argc % 2 == 0) return std::nullopt;
  for (const auto& [flag, word] : flags) {
    if (flag != "--to" && flag != "--machine" && flag != "--spool" && flag != "--token-file" &&
        flag != "--ca-file" && flag != "--mark" && flag != "--given")
      return std::nullopt;
  }
  for (const char* needed : {"--to", "--machine", "--spool"}) {
    if (flags[needed].empty()) return std::nullopt;
  }
  while (flags["--to"].ends_with('/')) flags["--to"].pop_back();
  return flags;
}

Result<Secret> read_token(const std::string& named) {
  auto file = named;
  // systemd hands secrets over as files that only this service can read.
  if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY"); file.empty() && folder != nullptr)
    file = std::string(folder) + "/token";
  if (file.empty())
    return Error{ErrorKind::denied, "no token: give --token-file, or the systemd credential \"token\""};
  auto text = read_kernel_file(file);
  if (!text) return text.error().during("the token");
  while (text->ends_with('\n') || text->ends_with('\r') || text->ends_with(' ')) text->pop_back();
  if (text->empty()) return Error{ErrorKind::denied, file + " holds no token"};
  return Secret(*std::move(text));
}

Result<PushReport> push(const std::map<std::string, std::string>& flags) {
  const auto word = [&](const char* flag) {
    const auto found = flags.find(flag);
    return found == flags.end() ? std::string() : found->second;
  };
  if (auto problem = push_address_problem(word("--to")); !problem.empty())
    return Error{ErrorKind::invalid, "--to: " + problem};
  const auto spool = Spool::open(word("--spool"), 0);
  if (!spool) return spool.error().during("the spool");
  auto token = read_token(word("--token-file"));
  if (!token) return token.error();
  Delivery delivery{
      .url = word("--to"), .machine = word("--machine"), .token = *std::move(token), .mark = word("--mark")};
  // Started by a person, it uses the mark of the process that fills the spool.
  if (delivery.mark.empty()) delivery.mark = spool->mark();
  if (const auto given = word("--given"); !given.empty()) {
    auto lines = read_kernel_file(given);
    if (!lines) return lines.error().during("the readings beside the spool");
    delivery.given = *std::move(lines);
  }
  CurlOptions options;
  options.user_agent = "muster-node/" MUSTER_VERSION;
  options.ca_file = word("--ca-file");
  CurlClient client(options);
  return deliver(*spool, delivery, client);
}

}  // namespace

int run_push(int argc, const char* const* argv) {
  const auto flags = read_flags(argc, argv);
  if (!flags) {
    fmt::print(stderr, "{}", kUsage);
    return 1;
  }
  forbid_core_dumps();
  const auto report = push(*flags);
  if (!report) {
    fmt::print(stderr, "muster-node-push: {}\n", printable(report.error().what));
    return 1;
  }
  fmt::print("{}\n", to_string(*report));
  if (report->refused > 0)
    fmt::print(stderr, "muster-node-push: muster refused {} readings; they are deleted\n", report->refused);
  if (report->waiting > 0)
    fmt::print(stderr,
               "muster-node-push: {} samples wait: by muster's clock they are in the future, or a server on "
               "the way refused them\n",
               report->waiting);
  // muster-node removes delivered samples, so this report must reach it.
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace muster::node
