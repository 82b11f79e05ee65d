#include "providers/digitalocean/session/session.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "providers/digitalocean/responses/errors.hpp"
#include "reconciler/adapters/http/http_date.hpp"
#include "reconciler/adapters/secrets/without_secret.hpp"
#include "reconciler/ports/steady_time.hpp"

namespace muster::digitalocean {
namespace {

RateNotice notice_in(const HttpResponse& response) {
  RateNotice notice;
  if (const auto text = response.header("ratelimit-remaining")) {
    int value = 0;
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (problem == std::errc() && value >= 0) notice.remaining = value;
  }
  const auto away = retry_after(response);
  if (notice.remaining && *notice.remaining == 0) notice.resets_in = away;
  if (response.status == 429) notice.stay_away = away.value_or(Duration(1s));
  return notice;
}

bool may_pass(const Error& error) {
  return error.kind == ErrorKind::io || error.kind == ErrorKind::timeout ||
         error.kind == ErrorKind::rate_limited;
}

Result<HttpResponse> judged(Result<HttpResponse> response) {
  if (response && (response->status < 200 || response->status > 299)) return error_of(*response, Asked::look);
  return response;
}

/// Removes the key from an answer, because a server in between may repeat it and errors quote answers. A key
/// that is shorter than any real one is a word of a test, and would match normal text.
void erase_key(Result<HttpResponse>& response, const Secret& token) {
  constexpr std::size_t kShortestKey = 8;
  const auto& key = token.reveal();
  if (key.size() < kShortestKey) return;
  if (!response) {
    auto error = response.error();
    error.what = without_secret(std::move(error.what), key);
    response = std::move(error);
  } else if (response->status < 200 || response->status > 299) {
    response->body = without_secret(std::move(response->body), key);
    for (auto& header : response->headers) header.value = without_secret(std::move(header.value), key);
  }
}

}  // namespace

Session::Session(HttpClient& client, Clock& clock, Secret token, SessionOptions options)
    : client_(&client),
      clock_(&clock),
      token_(std::move(token)),
      options_(std::move(options)),
      budget_(options_.burst, options_.burst_window) {}

HttpRequest Session::complete(const ApiRequest& request) const {
  HttpRequest http{.method = request.method, .url = options_.url + request.target};
  http.headers.push_back({"Authorization", "Bearer " + token_.reveal()});
  http.headers.push_back({"Accept", "application/json"});
  if (!request.body.empty()) http.headers.push_back({"Content-Type", "application/json"});
  http.body = request.body;
  http.timeout = only_looks(request) ? options_.look_timeout : options_.effect_timeout;
  return http;
}

void Session::note_headers(const Result<HttpResponse>& response) {
  budget_.answered(response ? notice_in(*response) : RateNotice{}, steady_now(*clock_));
  const auto date = response ? response->header("date") : std::nullopt;
  const auto answered = date ? parse_http_date(*date) : std::nullopt;
  if (answered) clock_offset_ = clock_->now() - *answered;
}

void Session::start(HttpTicket ticket, const ApiRequest& request) {
  budget_.sent(steady_now(*clock_));
  client_->start(ticket, complete(request));
}

std::vector<HttpCompletion> Session::wait(Duration at_most) {
  auto completed = client_->wait(at_most);
  for (auto& completion : completed) {
    erase_key(completion.response, token_);
    note_headers(completion.response);
  }
  return completed;
}

std::vector<Result<HttpResponse>> Session::send_within_budget(std::vector<HttpRequest> requests) {
  std::vector<Result<HttpResponse>> answers;
  answers.reserve(requests.size());
  auto next = requests.begin();
  while (next != requests.end()) {
    const auto now = steady_now(*clock_);
    const auto room = std::min<std::ptrdiff_t>(budget_.free_at(now), requests.end() - next);
    if (room == 0) {
      wait_for(*clock_, budget_.next_at(now) - now + 1ms);
      continue;
    }
    std::vector<HttpRequest> batch(std::make_move_iterator(next), std::make_move_iterator(next + room));
    next += room;
    for (std::ptrdiff_t i = 0; i < room; ++i) budget_.sent(now);
    for (auto& answer : send_all(*client_, std::move(batch))) {
      erase_key(answer, token_);
      note_headers(answer);
      answers.push_back(judged(std::move(answer)));
    }
  }
  return answers;
}

std::vector<Result<HttpResponse>> Session::look(const std::vector<ApiRequest>& requests) {
  std::vector<Result<HttpResponse>> answers(requests.size(), Error{ErrorKind::io, "not requested yet"});
  std::vector<std::size_t> open(requests.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;

  Duration waited{0};
  Duration pause = 250ms;
  for (int attempt = 1; !open.empty(); ++attempt) {
    std::vector<HttpRequest> batch;
    batch.reserve(open.size());
    for (const auto index : open) batch.push_back(complete(requests[index]));
    auto came = send_within_budget(std::move(batch));

    std::vector<std::size_t> again;
    Duration longest = pause;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!came[i] && may_pass(came[i].error())) {
        again.push_back(open[i]);
        longest = std::max(longest, came[i].error().retry_after.value_or(0ms));
      }
      answers[open[i]] = std::move(came[i]);
    }
    open = std::move(again);
    if (open.empty() || attempt >= options_.look_attempts || waited + longest > options_.look_patience) break;
    wait_for(*clock_, longest);
    waited += longest;
    pause *= 2;
  }
  return answers;
}

}  // namespace muster::digitalocean
