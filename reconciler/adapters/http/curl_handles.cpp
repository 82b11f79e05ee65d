#include "reconciler/adapters/http/curl_handles.hpp"

namespace muster {

bool started_curl() {
  static const bool ok = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ok;
}

}  // namespace muster
