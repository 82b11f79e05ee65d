#include "reconciler/cli/views/approval/lease_views.hpp"

#include <fmt/format.h>

#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/core/base/digest.hpp"

namespace muster {

namespace {

const char* word_of(Liveness liveness) {
  switch (liveness) {
    case Liveness::alive:
      return "alive";
    case Liveness::dead:
      return "dead";
    case Liveness::unknown:
      return "unknown";
  }
  return "unknown";
}

std::string liveness_text(Liveness liveness, const Paint& paint) {
  switch (liveness) {
    case Liveness::alive:
      return paint.green("alive");
    case Liveness::dead:
      return paint.red("its process has ended");
    case Liveness::unknown:
      break;
  }
  return paint.yellow("not visible from this machine");
}

std::string renewal(const Lease& lease, Instant now) {
  const auto renewed = rough_duration(std::max(Duration{0}, now - lease.renewed_at)) + " ago";
  if (lease.expires_at <= now)
    return renewed + ", expired " + rough_duration(now - lease.expires_at) + " ago";
  return renewed + ", expires in " + rough_duration(lease.expires_at - now);
}

}  // namespace

std::string lease_text(const Lease& lease, Liveness holder, Instant now, const Paint& paint) {
  Columns lines({Align::left, Align::left});
  const auto line = [&](const char* name, const std::string& text) { lines.row({paint.dim(name), text}); };
  line("held by", describe(lease.holder) + ", " + liveness_text(holder, paint));
  line("boot", lease.holder.boot_id);
  line("since", format_instant(lease.taken_at) + ", " +
                    rough_duration(std::max(Duration{0}, now - lease.taken_at)) + " ago");
  line("plan", lease.holder.plan.empty() ? "none yet" : Digest{lease.holder.plan.value}.brief());
  if (!lease.holder.operation.empty()) line("last call", lease.holder.operation);
  line("renewed", renewal(lease, now));
  return lines.text("  ");
}

void write_lease(JsonWriter& out, const Lease& lease, Liveness holder) {
  out.begin_object();
  out.key("command").text(lease.holder.command);
  out.key("host").text(lease.holder.host);
  out.key("pid").integer(lease.holder.pid);
  out.key("boot_id").text(lease.holder.boot_id);
  out.key("liveness").text(word_of(holder));
  out.key("plan").text(lease.holder.plan.value);
  out.key("last_call").text(lease.holder.operation);
  out.key("number").integer(lease.token);
  out.key("taken_at").instant(lease.taken_at);
  out.key("renewed_at").instant(lease.renewed_at);
  out.key("expires_at").instant(lease.expires_at);
  out.end_object();
}

}  // namespace muster
