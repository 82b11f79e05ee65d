#include "reconciler/core/base/rounded.hpp"

namespace muster {

std::string format_rounded(Measure value) {
  const auto milli = value.in_milli();
  return format_measure(Measure::milli((milli + (milli < 0 ? -50 : 50)) / 100 * 100));
}

std::string format_beside(Measure value, Measure other) {
  const auto rounded = format_rounded(value);
  return value != other && rounded == format_rounded(other) ? format_measure(value) : rounded;
}

}  // namespace muster
