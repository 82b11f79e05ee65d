#include "reconciler/core/base/result.hpp"

namespace muster {

const char* to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return "invalid";
    case ErrorKind::denied:
      return "denied";
    case ErrorKind::not_found:
      return "not found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::rate_limited:
      return "rate limited";
    case ErrorKind::unavailable:
      return "no capacity";
    case ErrorKind::quota:
      return "quota";
    case ErrorKind::unknown_outcome:
      return "unknown outcome";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::io:
      return "i/o";
    case ErrorKind::timeout:
      return "timeout";
    case ErrorKind::cancelled:
      return "cancelled";
    case ErrorKind::fenced:
      return "fenced";
  }
  return "unknown";
}

}  // namespace muster
