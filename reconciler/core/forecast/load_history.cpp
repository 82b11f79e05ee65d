#include "reconciler/core/forecast/load_history.hpp"

namespace muster::forecast {

const char* to_string(Method method) {
  switch (method) {
    case Method::recent:
      return "the last twenty minutes";
    case Method::smooth:
      return "the last hours, smoothed";
    case Method::trend:
      return "the trend of the last hour";
    case Method::yesterday:
      return "this time yesterday";
    case Method::last_week:
      return "this time last week";
    case Method::holt_winters:
      return "the season of a day (Holt-Winters)";
  }
  return "";
}

}  // namespace muster::forecast
