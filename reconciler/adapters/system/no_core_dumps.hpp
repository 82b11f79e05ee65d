#pragma once

namespace muster {

/// Keeps this process from leaving a core dump, and others of the same user from reading its memory or its
/// environment: it holds a cloud's key. Programs that it starts begin anew, with no room for a core file.
void forbid_core_dumps();

}  // namespace muster
