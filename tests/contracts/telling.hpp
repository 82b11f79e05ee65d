#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/builders.hpp"

namespace muster::test {

// What a source of readings is told of machines, sample by sample, whatever text it is written in.

/// One sample of one machine's metric, as whoever measured it tells it.
struct ToldSample {
  Instant written;      ///< When it was measured.
  Instant stamp;        ///< When it claims to be measured.
  std::string value;    ///< A number, or the text in its place.
  std::string other{};  ///< What a second series tells of the same; "" without one.
};

/// Where a sample stands that a trouble may befall.
struct Moment {
  int machine = 1;
  Metric metric = Metric::cpu;
  std::int64_t step = 0;  ///< So many samples come after it.
  Duration ago{0};        ///< Before noon.
  double value = 0;
};

/// How much of what a trouble leaves is good enough to grow by.
enum class Grows {
  never,
  by_newest,  ///< The newest reading is good: enough for a rule without a window.
  always
};

/// Whether a pool may shrink all the same, because what is left is as good as ever.
enum class Shrinks {
  never,
  by_newest,  ///< For a rule for more that has no window: the newest reading tells it all.
  always
};

/// Whether a metric is told twice, with half the value in the second place.
enum class Doubled { no, in_one_text, by_two_tellers };

struct Trouble {
  const char* name;
  Grows grows = Grows::never;
  std::function<std::string(const Moment&)> tells{};  ///< "" for nothing; without it: the value.
  std::function<Duration(Duration ago)> shifts{};     ///< By how much its time is wrong.
  Doubled doubled = Doubled::no;                      ///< For the last ten minutes.
  bool stands_still = false;  ///< For ten minutes the last sample comes again and again.
  Shrinks shrinks = Shrinks::never;
  Duration history{3h};  ///< Samples reach back no further.
};

/// Every trouble, with what is right to do about it.
const std::vector<Trouble>& reading_troubles();

/// What machines do: each has this value of a metric at an instant.
using Loads = std::function<double(Metric, Instant)>;

struct Telling {
  int machines = 0;
  Duration step{0};
  std::vector<Metric> metrics{};
  std::map<std::pair<int, Metric>, std::vector<ToldSample>> samples{};  ///< From old to new.
  Doubled doubled = Doubled::no;
  std::optional<Instant> stands_still_since{};

  const std::vector<ToldSample>& of(int machine, Metric metric) const;
  /// The sample that is new at that instant; nullptr in a silence.
  const ToldSample* at(int machine, Metric metric, Instant when) const;
};

/// What is told up to noon of these loads. `troubled` is told with the trouble, the other metrics well;
/// without a trouble all is well.
Telling tell(const Loads& loads, const Telling& frame, Metric troubled, const Trouble* trouble);

/// `of` the told number, as text; what is no number as it is.
std::string in_terms_of(const std::string& told, const std::function<double(double)>& of);

/// CPU time that a kernel counts, in seconds since long ago.
struct CpuCount {
  Instant written;
  Instant stamp;
  double busy = 0;
  double idle = 0;
  std::string odd{};  ///< In place of both, when it is no number.

  std::string text(double count) const;
};
/// The counts that lead to these samples of cpu; with `other`, those of the second series.
std::vector<CpuCount> cpu_counts(const std::vector<ToldSample>& samples, bool other = false);

}  // namespace muster::test
