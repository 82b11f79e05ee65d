#include "reconciler/adapters/system/no_core_dumps.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace muster {

void forbid_core_dumps() {
  const rlimit none{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  // A core dump that is piped to a program ignores the limit. The leak checker of a sanitizer reads the
  // process as a debugger does.
  (void)::prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace muster
