#include "reconciler/core/policy/check/looks_at.hpp"

namespace muster {

LooksAt look_at_agents(const char* kind, const SourceMark& at) {
  LooksAt looks;
  looks.rule = kind;
  looks.path = std::string("spec.") + kind;
  looks.at = at;
  looks.metric = Metric::agents;
  looks.counts = true;
  return looks;
}

std::string what_would_report(Metric metric) {
  switch (metric) {
    case Metric::response_time:
      return "name a source that does (from: prometheus with a query for response_time), or suspend the "
             "policy";
    case Metric::agents:
      return "name a source that does (from: node, or from: prometheus with a query for agents), declare "
             "their number (agents: count), or suspend the policy";
    default:
      return "name a source that does (see docs/how-to/connect-readings.md), or suspend the policy";
  }
}

}  // namespace muster
