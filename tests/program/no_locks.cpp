// Preloaded: a file system that refuses every lock, with the errno that NO_LOCKS_ERRNO tells.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>

namespace {

int pass(int file, int what, void* with, const char* name) {
  switch (what) {
    case F_SETLK:
    case F_SETLKW:
    case F_GETLK:
    case F_OFD_SETLK:
    case F_OFD_SETLKW:
    case F_OFD_GETLK:
      errno = std::atoi(std::getenv("NO_LOCKS_ERRNO"));
      return -1;
    default:
      break;
  }
  using Real = int (*)(int, int, ...);
  const auto real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, name));
  return real(file, what, with);
}

}  // namespace

extern "C" int fcntl(int file, int what, ...) {
  va_list words;
  va_start(words, what);
  void* with = va_arg(words, void*);
  va_end(words);
  return pass(file, what, with, "fcntl");
}

extern "C" int fcntl64(int file, int what, ...) {
  va_list words;
  va_start(words, what);
  void* with = va_arg(words, void*);
  va_end(words);
  return pass(file, what, with, "fcntl64");
}
