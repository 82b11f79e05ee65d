#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/adapters/http/http_message.hpp"

namespace muster {

/// Whether a request for this host (the value of the header Host) cannot come from a web page whose owner let
/// its name point to this machine (DNS rebinding). True for IP addresses, for names without a dot, for names
/// below .localhost, and for `names`.
bool is_own_host(std::string_view host, const std::vector<std::string>& names);

/// Returns the answer to a request that a browser sends for a web page of somebody else; nullopt for other
/// requests:
/// - 400: no host, or several;
/// - 421: the host is not one of ours, see is_own_host;
/// - 403: a request that is not GET or HEAD and has a header Origin.
std::optional<HttpResponse> refusal_of_foreign(const HttpRequest& request,
                                               const std::vector<std::string>& names);

/// Returns the name of this machine; "" if it has none.
std::string machine_host_name();

}  // namespace muster
