#include "reconciler/cli/commands/simulate/read_what_if_inputs.hpp"

#include <fmt/format.h>

#include <charconv>

namespace muster {
namespace {

constexpr std::int64_t kMostTimes = 1000;

Error wrong(const std::string& flag, const std::string& text, const std::string& expected) {
  return {ErrorKind::invalid, fmt::format("{} \"{}\": expected {}", flag, text, expected)};
}

Result<int> whole_number(const std::string& text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || text.empty() || number < 0 ||
      number > 1'000'000) {
    return Error{ErrorKind::invalid, "not a number of agents"};
  }
  return number;
}

Result<Done> read_agents(const std::string& text, const Fleet& fleet, WhatIfInputs& imagined) {
  const auto equals = text.find('=');
  const bool named = equals != std::string::npos;
  const auto number = whole_number(named ? text.substr(equals + 1) : text);
  if (!number) return wrong("--agents", text, "a number such as 60, or worker=60");
  if (!named && fleet.pools.size() != 1) {
    return wrong("--agents", text, "a pool, because the fleet has several, such as worker=60");
  }
  imagined.agents[named ? PoolName(text.substr(0, equals)) : fleet.pools.front().name] = *number;
  return Done{};
}

}  // namespace

Result<std::int64_t> parse_percent_of_today(const std::string& text) {
  const Error bad{ErrorKind::invalid, "not a change"};
  // "x2", and "2x" as others write it.
  const bool behind = text.size() > 1 && text.back() == 'x' && text.front() != 'x';
  const bool times = behind || (!text.empty() && text.front() == 'x');
  const bool change = text.size() > 2 && (text.front() == '+' || text.front() == '-') && text.back() == '%';
  if (!times && !change) return bad;
  const bool sign = text.front() == '+' || text.front() == '-';
  if (behind && sign) return bad;
  const auto number = parse_measure(times && !behind ? text.substr(1) : text.substr(0, text.size() - 1));
  if (!number) return bad;
  const auto percent = times ? number->in_milli() / 10 : 100 + number->in_milli() / 1000;
  const bool whole = times ? number->in_milli() % 10 == 0 : number->in_milli() % 1000 == 0;
  if (!whole || percent < 0 || percent > kMostTimes * 100) return bad;
  return percent;
}

Result<WhatIfInputs> read_what_if_inputs(const WhatIfOptions& options, const Fleet& fleet) {
  WhatIfInputs imagined;
  if (!options.load.empty()) {
    const auto percent = parse_percent_of_today(options.load);
    if (!percent) return wrong("--load", options.load, "such as x2, x0.5, +50% or -20%");
    imagined.load_percent = *percent;
  }
  if (!options.price.empty()) {
    const auto percent = parse_percent_of_today(options.price);
    if (!percent) return wrong("--price", options.price, "such as +10%, -5% or x1.2");
    imagined.price_percent = *percent;
  }
  for (const auto& region : options.region_lost) imagined.lost.emplace_back(region);
  if (!options.cap.empty()) {
    const auto slash = options.cap.find("/month");
    const auto cap = parse_money(options.cap.substr(0, slash));
    const bool whole = slash == std::string::npos || slash + 6 == options.cap.size();
    if (!cap || !whole || *cap < Money()) return wrong("--cap", options.cap, "dollars a month such as $200");
    imagined.cap = *cap;
  }
  for (const auto& text : options.agents) {
    if (auto done = read_agents(text, fleet, imagined); !done) return done.error();
  }
  if (imagined.empty()) {
    return Error{
        ErrorKind::invalid,
        "no assumption is given: expected at least one of --load, --region-lost, --price, --cap, --agents"};
  }
  return imagined;
}

}  // namespace muster
