#include "reconciler/cli/console/logging.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "reconciler/adapters/secrets/redact.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster {

namespace {

/// Every log line passes through here, which removes secrets and line breaks.
class RedactingSink final : public spdlog::sinks::stderr_sink_mt {
 public:
  void log(const spdlog::details::log_msg& message) override {
    const auto clean = printable(redacted(std::string(message.payload.data(), message.payload.size())));
    auto safe = message;
    safe.payload = clean;
    spdlog::sinks::stderr_sink_mt::log(safe);
  }
};

}  // namespace

void start_logging(const std::string& level) {
  auto log = std::make_shared<spdlog::logger>("muster", std::make_shared<RedactingSink>());
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  log->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(std::move(log));
}

}  // namespace muster
