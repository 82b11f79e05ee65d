#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace muster {

/// The program muster-sandbox on a free port, ended with the test.
class CloudProcess {
 public:
  /// `words` come behind `--port 0`.
  explicit CloudProcess(const std::vector<std::string>& words);
  CloudProcess(const CloudProcess&) = delete;
  CloudProcess& operator=(const CloudProcess&) = delete;
  ~CloudProcess();

  const std::string& url() const { return url_; }
  /// What muster needs to find it.
  std::map<std::string, std::string> environment() const;

 private:
  pid_t child_ = -1;
  std::string url_;
};

}  // namespace muster
