#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/adapters/http/http_message.hpp"

namespace muster {

/// Whether a request that names this host (the value of the header Host) cannot come from a web page whose
/// name its owner points at this machine (DNS rebinding). True for IP addresses, for names without a dot, for
/// names below .localhost, and for `names`.
bool is_own_host(std::string_view host, const std::vector<std::string>& names);

/// The refusal of a request that a browser sends for somebody else's web page; nullopt when it is none:
/// - 400: no host, or several;
/// - 421: the host is not one of ours, see is_own_host;
/// - 403: a request that is not GET or HEAD and has a header Origin.
std::optional<HttpResponse> refusal_of_foreign(const HttpRequest& request,
                                               const std::vector<std::string>& names);

/// The name of this machine, "" when it has none.
std::string machine_host_name();

}  // namespace muster
