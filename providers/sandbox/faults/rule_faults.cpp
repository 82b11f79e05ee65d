#include "providers/sandbox/faults/rule_faults.hpp"

#include "providers/sandbox/model/random.hpp"
#include "providers/sandbox/wire/json_value.hpp"

namespace muster::sandbox {

namespace {

/// Whether the request's body names the values of the rule.
bool names_it(const FaultRule& rule, const Request& request) {
  if (rule.size.empty() && rule.region.empty() && rule.type.empty()) return true;
  const auto body = parse_json(request.body);
  if (!body) return false;
  const auto holds = [&](const std::string& wanted, const char* member) {
    return wanted.empty() || body->at(member).text_or("") == wanted;
  };
  return holds(rule.size, "size") && holds(rule.region, "region") && holds(rule.type, "type");
}

/// Returns the resource that stays refused during a refusal: "/v2/load_balancers/7" for any request to it.
std::string subject_of(const Request& request) {
  std::size_t end = 0;
  for (int part = 0; part < 3 && end != std::string::npos; ++part) end = request.path.find('/', end + 1);
  return request.path.substr(0, end);
}

/// Whether it applies in addition to other faults.
bool comes_on_top(FaultKind kind) {
  return kind == FaultKind::latency || kind == FaultKind::clock_skew;
}

bool is_refusal(FaultKind kind) {
  return kind == FaultKind::sold_out || kind == FaultKind::quota || kind == FaultKind::pending_event ||
         kind == FaultKind::balancer_busy;
}

/// A refusal with DigitalOcean's message.
InjectedFault refusal_of(const FaultRule& rule, const Request& request) {
  const bool volume = request.path.starts_with("/v2/volumes");
  const auto refused = [](int status, const char* message) {
    return InjectedFault{
        .kind = InjectedFault::Kind::refused, .lasts = {}, .status = status, .message = message};
  };
  switch (rule.kind) {
    case FaultKind::rate_limited:
      return {.kind = InjectedFault::Kind::refused,
              .lasts = rule.lasts,
              .status = 429,
              .message = "API rate limit exceeded."};
    case FaultKind::sold_out:
      return refused(422, "Size is not available in this region.");
    case FaultKind::quota:
      if (volume) return refused(403, "volume limit (100) has been reached");
      if (request.path.starts_with("/v2/load_balancers"))
        return refused(403, "the load balancer limit for this account has been reached");
      return refused(422, "creating this/these droplet(s) will exceed your droplet limit");
    case FaultKind::pending_event:
      return refused(422, "Droplet already has a pending event.");
    case FaultKind::balancer_busy:
      return refused(403, "Load Balancer can't be updated while it processes previous actions");
    default:
      return refused(rule.status, "Unexpected server-side error");
  }
}

}  // namespace

RuleFaults::RuleFaults(DeclaredFaults declared, double speed, double clock_speed)
    : declared_(std::move(declared)),
      speed_(speed),
      clock_speed_(clock_speed),
      counts_(declared_.rules.size()) {}

Duration RuleFaults::on_the_wall(Duration length) const {
  return Duration(static_cast<std::int64_t>(static_cast<double>(length.count()) / speed_));
}

Duration RuleFaults::in_cloud_time(Duration length) const {
  const auto real = static_cast<double>(on_the_wall(length).count());
  return Duration(static_cast<std::int64_t>(real * clock_speed_));
}

Fault RuleFaults::fault_of(const Request& request, Instant now) {
  const std::scoped_lock lock(mutex_);
  Fault fault;
  bool struck = false;
  for (std::size_t i = 0; i < declared_.rules.size(); ++i) {
    const auto& rule = declared_.rules[i];
    if (!rule.calls.fits(request.method, request.path) || !names_it(rule, request)) continue;
    if (!strikes(i, request, now)) continue;
    if (!comes_on_top(rule.kind) && std::exchange(struck, true)) continue;
    add(rule, request, fault);
  }
  return fault;
}

bool RuleFaults::strikes(std::size_t index, const Request& request, Instant now) {
  const auto& rule = declared_.rules[index];
  auto& count = counts_[index];
  const bool lasting = is_refusal(rule.kind) && rule.lasts > Duration(0);
  if (lasting) {
    const auto until = count.refused_until.find(subject_of(request));
    if (until != count.refused_until.end() && now < until->second) return true;
  }
  const auto number = ++count.calls;
  const auto salt = mixed(declared_.seed + 1000003 * (index + 1));
  const auto drawn = static_cast<std::int64_t>(mixed(salt + static_cast<std::uint64_t>(number)) % 1'000'000);
  if (!rule.occurrence.holds(number) || drawn >= rule.chance_ppm) return false;
  if (lasting) count.refused_until[subject_of(request)] = now + in_cloud_time(rule.lasts);
  return true;
}

void RuleFaults::add(const FaultRule& rule, const Request& request, Fault& fault) const {
  const auto inside = [&](InjectedFault::Kind kind) { fault.injected = {kind, rule.lasts, 0, {}}; };
  switch (rule.kind) {
    case FaultKind::latency:
      fault.delay += on_the_wall(rule.lasts);
      break;
    case FaultKind::clock_skew:
      fault.date_skew += rule.by;
      break;
    case FaultKind::reset_before_effect:
      fault.reset_before = true;
      break;
    case FaultKind::reset_after_effect:
      fault.reset_after = true;
      break;
    case FaultKind::error_after_effect:
      fault.error_after = rule.status;
      break;
    case FaultKind::truncated_body:
      fault.keep_percent = rule.keep_percent;
      break;
    case FaultKind::stale_list:
      inside(InjectedFault::Kind::hidden);
      break;
    case FaultKind::action_errors:
      inside(InjectedFault::Kind::action_errs);
      break;
    case FaultKind::action_hangs:
    case FaultKind::never_active:
      inside(InjectedFault::Kind::action_hangs);
      break;
    case FaultKind::vanishes:
      inside(InjectedFault::Kind::vanishes);
      break;
    default:
      fault.injected = refusal_of(rule, request);
      break;
  }
  if (fault.name.empty() || !comes_on_top(rule.kind)) fault.name = name_of(rule.kind);
}

}  // namespace muster::sandbox
