#pragma once

#include <string>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Parses "50GiB" or "2TiB": a whole number of GiB. Fails with invalid otherwise, such as for "50GB".
Result<int> parse_whole_gib(const std::string& text);
/// Parses "200MiB": a whole number of MiB. Fails with invalid.
Result<int> parse_whole_mib(const std::string& text);
/// Parses the size of a volume: 1 to 16,384 GiB. Fails with invalid.
Result<int> parse_volume_gib(const std::string& text);

/// Parses "$50/month" if `per` is "/month". Fails with invalid, also for an amount without a unit.
Result<Money> parse_money_per(const std::string& text, const std::string& per);
/// Parses "$50/month". Fails with invalid.
Result<Money> parse_monthly_money(const std::string& text);

/// Days of the week, 0 is Monday. If the first day is after the last day, the range includes the end of the
/// week.
struct DeclaredDays {
  int first = 0;  ///< Number of a weekday.
  int last = 6;   ///< Number of a weekday.
};
/// Parses "sat" or "mon-fri". Fails with invalid.
Result<DeclaredDays> parse_days(const std::string& text);
/// Parses "22:00" as the time since midnight. Fails with invalid.
Result<Duration> parse_clock_time(const std::string& text);

/// The threshold of a threshold rule.
struct DeclaredLine {
  Measure limit;
  bool times_normal = false;
};
/// Parses "80%", "500ms", "10", "40GiB" as the metric requires, or "2x normal" for any metric. Fails with
/// invalid.
Result<DeclaredLine> parse_line(Metric metric, const std::string& text);

/// A protocol and a port.
struct Endpoint {
  std::string protocol;
  int port = 0;
};
/// Parses "http:8080". Ports are from 1 to 65535. Fails with invalid.
Result<Endpoint> parse_endpoint(const std::string& text);

/// Returns the text if "22", "8000-9000" or "all" names ports from 1 to 65535, the lower one first. Fails
/// with invalid otherwise.
Result<std::string> parse_ports(const std::string& text);

/// Returns the text if it is an IPv4 or IPv6 address, or a CIDR range without host bits. Fails with invalid
/// otherwise.
Result<std::string> parse_address_range(const std::string& text);
/// Whether this IPv4 range is one of RFC 1918, the only ones that clouds accept for a private network.
bool is_private_range(const std::string& range);

}  // namespace muster
