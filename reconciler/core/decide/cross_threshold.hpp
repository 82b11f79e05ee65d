#pragma once

#include "reconciler/core/decide/ask.hpp"
#include "reconciler/core/decide/survey.hpp"

namespace muster {

/// What one threshold rule asks of one pool.
Ask cross_threshold(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

/// A cause shows so many readings; in a large pool the others say the same.
inline constexpr std::size_t kToldEvidence = 20;

/// An ask with nothing but where it comes from.
Ask ask_of(const Policy& policy, const ThresholdRule& rule);
/// "cpu above 80 % for 5m".
std::string line_in_words(const ThresholdRule& rule);
/// Says what the survey could not see, and why nothing follows when nothing crossed.
void tell_survey(Ask& ask, const ThresholdRule& rule, Duration lasting, const Survey& survey,
                 const PoolView& view);

// The remedies. Each fills the ask in for what crossed the line.

/// Larger sizes where one brings the load under the line, otherwise one machine more.
void grow_machines(Ask& ask, const ThresholdRule& rule, const Survey& survey, const PoolView& view);
/// One machine more, of the largest size that the pool has.
void add_machine(Ask& ask, const std::string& why, std::vector<Evidence> evidence, const PoolView& view,
                 int how_many = 1);
/// One volume more on each machine that crossed the line.
void add_volumes(Ask& ask, const ThresholdRule& rule, const Survey& survey, const PoolView& view);
/// The smallest volume of each machine that crossed the line becomes larger; its first where it has none.
void grow_volumes(Ask& ask, const ThresholdRule& rule, const Survey& survey, const PoolView& view);
/// As many machines as the agents need at `limit` agents each.
Ask spread_agents(const Policy& policy, const ThresholdRule& rule, const PoolView& view);
/// One machine less, or one size less at the minimum.
Ask shrink_pool(const Policy& policy, const ThresholdRule& rule, const PoolView& view);

}  // namespace muster
