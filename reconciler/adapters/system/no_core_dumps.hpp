#pragma once

namespace muster {

/// Prevents core dumps of this process, and prevents other processes of the same user from reading its memory
/// or its environment, because it holds the key of a cloud. Child processes start without this protection,
/// but with a core size limit of zero.
void forbid_core_dumps();

}  // namespace muster
