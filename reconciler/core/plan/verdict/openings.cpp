#include "reconciler/core/plan/verdict/openings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace muster {
namespace {

/// An IPv4 range in CIDR form.
struct Range4 {
  std::uint32_t address = 0;
  int bits = 32;  ///< Of the prefix.
};

std::optional<int> number_in(std::string_view text, int most) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, wrong] = std::from_chars(text.data(), end, number);
  if (wrong != std::errc() || stopped != end || number < 0 || number > most) return std::nullopt;
  return number;
}

/// Returns the length of a source's prefix; the whole address without one.
int prefix_of(const std::string& source, int whole) {
  const auto slash = source.find('/');
  if (slash == std::string::npos) return whole;
  return number_in(std::string_view(source).substr(slash + 1), whole).value_or(0);
}

/// nullopt for anything that is no IPv4 source.
std::optional<Range4> range4(const std::string& source) {
  Range4 range;
  auto rest = std::string_view(source).substr(0, source.find('/'));
  for (int part = 0; part < 4; ++part) {
    const auto dot = part < 3 ? rest.find('.') : rest.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto number = number_in(rest.substr(0, dot), 255);
    if (!number) return std::nullopt;
    range.address = range.address << 8 | static_cast<std::uint32_t>(*number);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  range.bits = prefix_of(source, 32);
  return range;
}

bool holds(const Range4& outer, const Range4& inner) {
  if (outer.bits > inner.bits) return false;
  const auto shift = 32 - outer.bits;
  return shift == 32 || outer.address >> shift == inner.address >> shift;
}

/// Addresses that no packet from the internet has: RFC 1918, 6598, 3927, 4193, 4291.
bool is_private(const std::string& source) {
  constexpr std::array kPrivate = {Range4{0x0a000000, 8},  Range4{0xac100000, 12}, Range4{0xc0a80000, 16},
                                   Range4{0x64400000, 10}, Range4{0x7f000000, 8},  Range4{0xa9fe0000, 16}};
  if (const auto range = range4(source))
    return std::any_of(kPrivate.begin(), kPrivate.end(),
                       [&](const Range4& outer) { return holds(outer, *range); });
  const auto start = source.substr(0, 2);
  const bool local = (start == "fc" || start == "fd" || start == "FC" || start == "FD") ||
                     source.starts_with("fe80:") || source.starts_with("FE80:");
  return source == "balancer" || source == "::1" || source == "::1/128" ||
         (local && prefix_of(source, 128) >= 7);
}

/// A share of all addresses beyond the need of any office or provider: above 1/256 of IPv4, and shorter than
/// the /16 of a registry for IPv6.
bool is_large(const std::vector<std::string>& sources) {
  constexpr std::uint64_t kLargeShare = std::uint64_t{1} << 24;
  std::uint64_t addresses = 0;
  for (const auto& source : sources) {
    if (is_private(source)) continue;
    const auto range = range4(source);
    if (!range && prefix_of(source, 128) < 16) return true;
    if (range) addresses += std::uint64_t{1} << (32 - range->bits);
  }
  return addresses > kLargeShare;
}

struct Ports {
  int first = 0;
  int last = 65'535;
};

Ports ports_of(const FirewallRule& rule) {
  const auto dash = rule.ports.find('-');
  const std::string_view text = rule.ports;
  const auto first = number_in(text.substr(0, dash), 65'535);
  const auto last = dash == std::string::npos ? first : number_in(text.substr(dash + 1), 65'535);
  return first && last ? Ports{*first, *last} : Ports{};
}

bool source_holds(const std::string& outer, const std::string& inner) {
  if (outer == inner) return true;
  const auto wide = range4(outer);
  const auto narrow = range4(inner);
  if (wide && narrow) return holds(*wide, *narrow);
  return !narrow && (outer == "::/0" || outer == "0::/0");
}

/// Whether one of these rules lets in all that `source` may do under `rule`.
bool let_in(const std::vector<FirewallRule>& rules, const FirewallRule& rule, const std::string& source) {
  const auto wanted = ports_of(rule);
  return std::any_of(rules.begin(), rules.end(), [&](const FirewallRule& known) {
    const auto open = ports_of(known);
    if (known.protocol != rule.protocol || open.first > wanted.first || open.last < wanted.last) return false;
    return std::any_of(known.sources.begin(), known.sources.end(),
                       [&](const std::string& outer) { return source_holds(outer, source); });
  });
}

std::string opening(const FirewallRule& rule, const std::vector<std::string>& sources) {
  return fmt::format("{} {} from {}", rule.protocol, rule.ports, fmt::join(sources, ", "));
}

std::vector<std::string> of_new(const std::vector<FirewallRule>& rules) {
  std::vector<std::string> openings;
  for (const auto& rule : rules) {
    if (rule.protocol == "icmp" || !is_large(rule.sources)) continue;
    auto sources = rule.sources;
    std::erase_if(sources, is_private);
    openings.push_back(opening(rule, sources));
  }
  return openings;
}

std::vector<std::string> of_changed(const std::vector<FirewallRule>& from,
                                    const std::vector<FirewallRule>& to) {
  std::vector<std::string> openings;
  for (const auto& rule : to) {
    if (rule.protocol == "icmp") continue;
    auto sources = rule.sources;
    std::erase_if(
        sources, [&](const std::string& source) { return is_private(source) || let_in(from, rule, source); });
    if (!sources.empty()) openings.push_back(opening(rule, sources));
  }
  return openings;
}

std::vector<std::string> of_changed(const UpdateBalancer& change) {
  std::vector<std::string> openings;
  for (const auto& rule : change.to.forwarding) {
    const auto& before = change.from.forwarding;
    const bool known = std::any_of(before.begin(), before.end(), [&](const Forwarding& old) {
      return old.target_port == rule.target_port && old.entry_port == rule.entry_port;
    });
    if (!known)
      openings.push_back(fmt::format("{} {} from everywhere, to port {}", rule.entry_protocol,
                                     rule.entry_port, rule.target_port));
  }
  return openings;
}

}  // namespace

std::vector<std::string> openings_of(const Effect& effect) {
  if (const auto* created = std::get_if<CreateFirewall>(&effect)) return of_new(created->inbound);
  if (const auto* changed = std::get_if<UpdateFirewall>(&effect))
    return of_changed(changed->from, changed->to);
  if (std::holds_alternative<DestroyFirewall>(effect)) return {"every port from everywhere"};
  if (const auto* changed = std::get_if<UpdateBalancer>(&effect)) return of_changed(*changed);
  return {};
}

}  // namespace muster
