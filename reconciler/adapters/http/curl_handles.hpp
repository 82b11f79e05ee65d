#pragma once

#include <curl/curl.h>

#include <memory>

namespace muster {

struct EasyCloser {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListFreer {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
/// One transfer of libcurl.
using CurlEasy = std::unique_ptr<CURL, EasyCloser>;
/// Headers, or recipients.
using CurlList = std::unique_ptr<curl_slist, ListFreer>;

/// Initialises libcurl, once for the process; returns false if that fails.
bool started_curl();

}  // namespace muster
