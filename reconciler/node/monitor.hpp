#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "reconciler/node/node_options.hpp"
#include "reconciler/node/page_server.hpp"
#include "reconciler/node/push_child.hpp"
#include "reconciler/node/spool.hpp"
#include "reconciler/node/tell.hpp"

namespace muster::node {

/// The state of muster-node between two steps.
class Monitor {
 public:
  /// Fails with the error of an unusable pattern, address or spool. `push_program` is muster-node-push.
  static Result<std::unique_ptr<Monitor>> open(NodeOptions options, const std::string& push_program);

  /// Does the due work: measures, stores, starts a push, reads the result of one. Returns the time of the
  /// next call, by `uptime`.
  Duration step(Instant now, Duration uptime);

  /// Serves the page without waiting. Call it only if there is a page.
  void serve_page();
  const PageServer* server() const { return server_ ? &*server_ : nullptr; }
  std::string page() const;
  const NodeCounts& counts() const { return counts_; }

 private:
  Monitor(NodeOptions options, HostProbe probe);
  void measure(Instant now, Duration uptime);
  void check_push(Duration uptime);
  void keep(Instant now, std::string lines);
  void start_push(Duration uptime);

  /// A sample for which the spool had no room.
  struct Unkept {
    Instant at;
    std::string lines;
  };
  NodeOptions options_;
  HostProbe probe_;
  std::optional<PageServer> server_;
  std::optional<Spool> spool_;
  std::unique_ptr<PushChild> push_;
  std::deque<Unkept> unkept_;  // In memory, so that muster gets readings of a machine whose disk is full.
  Instant given_until_{};      // The newest of them that the running push has got.
  std::string spool_problem_;
  HostSample last_;
  Instant last_at_{};
  Duration next_sample_{0};
  Duration next_push_{0};
  NodeCounts counts_;
};

}  // namespace muster::node
