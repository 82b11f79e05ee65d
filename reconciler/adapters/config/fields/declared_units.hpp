#pragma once

#include <string>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// Reads "50GiB" or "2TiB": a whole number of GiB. Refuses what is not, such as "50GB".
Result<int> parse_whole_gib(const std::string& text);
/// Reads "200MiB": a whole number of MiB.
Result<int> parse_whole_mib(const std::string& text);
/// The same as a volume's size: 1 to 16,384 GiB.
Result<int> parse_volume_gib(const std::string& text);

/// Reads "$50/month" where `per` is "/month". The amount alone is refused: it has no unit.
Result<Money> parse_money_per(const std::string& text, const std::string& per);
/// Reads "$50/month".
Result<Money> parse_monthly_money(const std::string& text);

/// Days of the week, 0 is Monday; a first one behind the last goes over the week's end.
struct DeclaredDays {
  int first = 0;
  int last = 6;
};
/// Reads "sat" or "mon-fri".
Result<DeclaredDays> parse_days(const std::string& text);
/// Reads "22:00" as the time since midnight.
Result<Duration> parse_clock_time(const std::string& text);

/// The line of a threshold rule.
struct DeclaredLine {
  Measure limit;
  bool times_normal = false;
};
/// Reads "80%", "500ms", "10", "40GiB" as the metric asks, or "2x normal" for any metric.
Result<DeclaredLine> parse_line(Metric metric, const std::string& text);

/// A protocol and a port.
struct Endpoint {
  std::string protocol;
  int port = 0;
};
/// Reads "http:8080". Ports go from 1 to 65535.
Result<Endpoint> parse_endpoint(const std::string& text);

/// Whether "22", "8000-9000" or "all" names ports from 1 to 65535, the lower one first.
Result<std::string> parse_ports(const std::string& text);

/// Whether the text is an IPv4 or IPv6 address, or a range of them in CIDR form without host bits.
Result<std::string> parse_address_range(const std::string& text);

}  // namespace muster
