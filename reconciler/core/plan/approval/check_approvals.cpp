#include "reconciler/core/plan/approval/check_approvals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/plan/approval/standing_approval.hpp"

namespace muster {
namespace {

/// Clocks of two machines are never quite the same.
constexpr Duration kClockSkew = std::chrono::minutes(1);

/// Collects the approvers; a person or a key that is included already adds nothing.
class ApproverTally {
 public:
  explicit ApproverTally(ApprovalResult& into) : into_(into) {}

  /// Returns why this approval does not count beside the earlier ones; "" if it does.
  std::string take(const VerifiedStatement& said, const std::string& name, Instant until, bool prolongs) {
    const auto& by = said.statement().by;
    if (!names_.insert(by).second) return by + " has approved already: another person must approve";
    if (!keys_.insert(said.key()).second) return "this key has approved already: another key must approve";
    into_.yes.push_back(name);
    if (prolongs) into_.until = into_.until ? std::min(*into_.until, until) : until;
    return "";
  }

 private:
  ApprovalResult& into_;
  std::set<std::string> names_;
  std::set<std::string> keys_;
};

Finding holds(const Statement& statement, Instant until) {
  return {about(statement), true, "valid until " + format_instant(until)};
}
Finding fails(const Statement& statement, std::string why) {
  return {about(statement), false, std::move(why)};
}

std::string spent(Instant applied) {
  return fmt::format("it is used up: the whole plan was applied at {}", format_instant(applied));
}

Finding weigh_approval(const ApprovalInputs& w, const VerifiedStatement& said, const PlanApproval& approval,
                       ApproverTally& voices) {
  const auto& statement = said.statement();
  if (approval.plan != w.plan) {
    return fails(statement, fmt::format("it is for plan {}, this is plan {}",
                                        Digest{approval.plan.value}.brief(), Digest{w.plan.value}.brief()));
  }
  if (auto why = validity_blocker(statement, w.now); !why.empty()) return fails(statement, std::move(why));
  if (w.applied) return fails(statement, spent(*w.applied));
  if (auto why = voices.take(said, statement.by, approval.until, true); !why.empty())
    return fails(statement, std::move(why));
  return holds(statement, approval.until);
}

Finding check_standing_approval(const ApprovalInputs& w, const VerifiedStatement& said,
                                const StandingApproval& standing_approval,
                                const std::vector<std::string>& revoked, ApproverTally& voices) {
  const auto& statement = said.statement();
  const auto id = statement_id(statement);
  if (std::find(revoked.begin(), revoked.end(), id) != revoked.end())
    return fails(statement, "it was revoked");
  if (auto why = validity_blocker(statement, w.now); !why.empty()) return fails(statement, std::move(why));
  if (w.applied) return fails(statement, spent(*w.applied));
  if (auto why = limit_blocker(standing_approval, w.left); !why.empty())
    return fails(statement, std::move(why));
  const auto name = fmt::format("envelope {} by {}", id, statement.by);
  if (auto why = voices.take(said, name, standing_approval.until, false); !why.empty())
    return fails(statement, std::move(why));
  return holds(statement, standing_approval.until);
}

/// Approvals of this plan first: they are more specific than a standing one, and keep its readings valid.
std::vector<const VerifiedStatement*> in_order(const std::vector<VerifiedStatement>& statements) {
  std::vector<const VerifiedStatement*> order;
  for (const auto& said : statements) order.push_back(&said);
  std::stable_partition(order.begin(), order.end(), [](const VerifiedStatement* said) {
    return !std::holds_alternative<StandingApproval>(said->statement().content);
  });
  return order;
}

}  // namespace

std::string about(const Statement& statement) {
  if (std::holds_alternative<StandingApproval>(statement.content))
    return fmt::format("envelope {} by {}", statement_id(statement), statement.by);
  return fmt::format("{} by {} of {}", kind_of(statement), statement.by, format_instant(statement.at));
}

bool ApprovalResult::approved_by(int persons) const {
  return !stop && static_cast<int>(yes.size()) >= std::max(persons, 1);
}

std::string ApprovalResult::names() const {
  return fmt::format("{}", fmt::join(yes, " and "));
}

std::string validity_blocker(const Statement& statement, Instant now) {
  const auto* approval = std::get_if<PlanApproval>(&statement.content);
  const auto* standing_approval = std::get_if<StandingApproval>(&statement.content);
  if (!approval && !standing_approval) return "";
  const auto until = approval ? approval->until : standing_approval->until;
  if (statement.at > now + kClockSkew)
    return fmt::format("it is not valid yet: it is dated {}", format_instant(statement.at));
  if (until - statement.at > kApprovalAtMost)
    return fmt::format("it would be valid for longer than the permitted {}",
                       format_duration(kApprovalAtMost));
  if (now >= until) return fmt::format("it expired at {}", format_instant(until));
  return "";
}

std::vector<std::string> revoked_in(const std::vector<VerifiedStatement>& statements) {
  std::vector<std::string> revoked;
  for (const auto& said : statements) {
    if (const auto* r = std::get_if<Revocation>(&said.statement().content))
      revoked.push_back(r->standing_approval);
  }
  return revoked;
}

std::optional<std::string> rejection_of(const PlanId& plan,
                                        const std::vector<VerifiedStatement>& statements) {
  for (const auto& said : statements) {
    const auto& statement = said.statement();
    const auto* no = std::get_if<PlanRejection>(&statement.content);
    if (no && no->plan == plan)
      return fmt::format("{} rejected it at {}: {}", statement.by, format_instant(statement.at), no->because);
  }
  return std::nullopt;
}

ApprovalResult check_approvals(const ApprovalInputs& w, const std::vector<VerifiedStatement>& statements) {
  ApprovalResult result;
  result.spent = w.applied.has_value();
  ApproverTally voices(result);
  const auto revoked = revoked_in(statements);
  for (const auto* said : in_order(statements)) {
    const auto& statement = said->statement();
    if (const auto* approval = std::get_if<PlanApproval>(&statement.content)) {
      result.findings.push_back(weigh_approval(w, *said, *approval, voices));
    } else if (const auto* standing_approval = std::get_if<StandingApproval>(&statement.content)) {
      result.findings.push_back(check_standing_approval(w, *said, *standing_approval, revoked, voices));
    } else if (const auto* no = std::get_if<PlanRejection>(&statement.content); no && no->plan == w.plan) {
      result.findings.push_back(fails(statement, no->because));
    }
  }
  result.stop = rejection_of(w.plan, statements);
  if (result.stop) result.yes.clear();
  return result;
}

}  // namespace muster
