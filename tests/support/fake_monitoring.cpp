#include "tests/support/fake_monitoring.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace muster::testing {
namespace {

double parameter(const std::string& url, const std::string& name) {
  const auto at = url.find(name + "=");
  return at == std::string::npos ? 0 : std::strtod(url.c_str() + at + name.size() + 1, nullptr);
}

double seconds(Instant at) {
  return static_cast<double>(at.time_since_epoch().count()) / 1000;
}

std::string http_date(Instant at) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("Mon, {:02} {} {:04} {:02}:{:02}:{:02} GMT", static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

/// What an ailment does to an answer whatever is in it.
Result<HttpResponse> befallen(Ailment ailment, HttpResponse response) {
  switch (ailment) {
    case Ailment::no_answer:
      return Error{ErrorKind::timeout, "no whole answer within 10s"};
    case Ailment::refused:
      return Error{ErrorKind::io, "connection refused (nothing was sent)"};
    case Ailment::server_error:
      return HttpResponse{500, response.headers, "internal error"};
    case Ailment::cut_short:
      response.body.resize(response.body.size() * 2 / 3);
      return response;
    case Ailment::login_page:
      return HttpResponse{200, response.headers, "<html><body>Please log in</body></html>"};
    default:
      return response;
  }
}

}  // namespace

const char* to_string(Ailment ailment) {
  static constexpr const char* kNames[] = {
      "none",      "no answer",  "refused", "server error", "not a number", "empty",       "partial",
      "cut short", "login page", "future",  "frozen",       "clock ahead",  "clock behind"};
  return kNames[static_cast<std::size_t>(ailment)];
}

const std::vector<Ailment>& all_ailments() {
  static const std::vector<Ailment> all = {Ailment::none,         Ailment::no_answer,    Ailment::refused,
                                           Ailment::server_error, Ailment::not_a_number, Ailment::empty,
                                           Ailment::partial,      Ailment::cut_short,    Ailment::login_page,
                                           Ailment::future,       Ailment::frozen,       Ailment::clock_ahead,
                                           Ailment::clock_behind};
  return all;
}

void FakeMonitoring::pass_time() {
  const auto now = true_now();
  const auto passed = counted_until_ == Instant{} ? 3600.0 : seconds(now) - seconds(counted_until_);
  for (const auto& [machine, percent] : cpu_percent) {
    loads_[machine][now] = percent;
    busy_[machine] += passed * percent / 100;
    idle_[machine] += passed * (100 - percent) / 100;
  }
  counted_until_ = now;
}

std::string FakeMonitoring::proc_stat(int machine) {
  pass_time();
  return fmt::format("cpu {} 0 0 {} 0 0 0 0\n", std::llround(busy_[machine] * 100),
                     std::llround(idle_[machine] * 100));
}

int FakeMonitoring::load_at(int machine, Instant at) const {
  const auto& loads = loads_.at(machine);
  const auto after = loads.upper_bound(at);
  return after == loads.begin() ? after->second : std::prev(after)->second;
}

Result<HttpResponse> FakeMonitoring::answer_query(const std::string& url) {
  const bool instant = url.find("/query?") != std::string::npos;
  const double end = parameter(url, instant ? "time" : "end");
  const double start = instant ? end : parameter(url, "start");
  const double step = instant ? 1 : parameter(url, "step");
  const bool ahead = prometheus == Ailment::future;
  std::string all;
  for (const auto& [machine, loads] : loads_) {
    if (prometheus == Ailment::empty || (prometheus == Ailment::partial && machine != 1)) continue;
    std::string values;
    for (double at = start; at <= end; at += step) {
      if (at > seconds(true_now())) break;  // There are no samples from the future in there.
      const auto value = prometheus == Ailment::not_a_number
                             ? "NaN"
                             : std::to_string(load_at(machine, Instant(Duration(std::llround(at * 1000)))));
      values += fmt::format("{}[{:.3f},\"{}\"]", values.empty() ? "" : ",", at + (ahead ? 3600 : 0), value);
    }
    if (values.empty()) continue;
    all += fmt::format(R"({}{{"metric":{{"instance":"10.0.0.{}:9100"}},"{}":{}}})", all.empty() ? "" : ",",
                       machine, instant ? "value" : "values", instant ? values : "[" + values + "]");
  }
  return HttpResponse{200,
                      {{"Date", http_date(true_now())}},
                      fmt::format(R"({{"status":"success","data":{{"resultType":"{}","result":[{}]}}}})",
                                  instant ? "vector" : "matrix", all)};
}

Result<HttpResponse> FakeMonitoring::answer_page(int machine) {
  if (pages == Ailment::partial && machine != 1) return Error{ErrorKind::io, "connection refused"};
  if (pages == Ailment::empty) return HttpResponse{200, {}, ""};
  const bool ahead = pages == Ailment::future;
  const auto stamp = ahead ? fmt::format(" {}", (true_now() + 1h).time_since_epoch().count()) : std::string();
  const auto value = [&](double number) {
    return pages == Ailment::not_a_number ? std::string("NaN") : fmt::format("{:.6f}", number);
  };
  std::string page = "# TYPE node_cpu_seconds_total counter\n";
  page +=
      fmt::format("node_cpu_seconds_total{{cpu=\"0\",mode=\"user\"}} {}{}\n", value(busy_[machine]), stamp);
  page +=
      fmt::format("node_cpu_seconds_total{{cpu=\"0\",mode=\"idle\"}} {}{}\n", value(idle_[machine]), stamp);
  page += fmt::format("node_memory_MemTotal_bytes {}{}\nnode_memory_MemAvailable_bytes {}{}\n", value(1e9),
                      stamp, value(8e8), stamp);
  return HttpResponse{200, {}, page};
}

Result<HttpResponse> FakeMonitoring::answer(const HttpRequest& request) {
  pass_time();
  const bool query = request.url.find("/api/v1/") != std::string::npos;
  const auto ailment = query ? prometheus : pages;
  const auto last_dot = request.url.find("10.0.0.");
  auto answer =
      query ? answer_query(request.url) : answer_page(std::atoi(request.url.c_str() + last_dot + 7));
  if (!answer) return answer;
  // A page that is frozen has its counts of when it froze, an answer its values and their times.
  const auto key = query ? request.url.substr(0, request.url.find('?')) : request.url;
  if (ailment == Ailment::frozen && frozen_.contains(key)) return frozen_.at(key);
  frozen_.insert_or_assign(key, *answer);
  return befallen(ailment, *std::move(answer));
}

}  // namespace muster::testing
