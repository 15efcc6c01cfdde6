// This file implements the reporting of failed checks.
#include "runtime/base/check.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace minigo {

void CheckFailed(const char* file, int line, const char* what) {
  std::fprintf(stderr, "minigo: internal error: %s:%d: %s\n", file, line, what);
  std::abort();
}

void Fail(const char* file, int line, const char* format, ...) {
  std::fprintf(stderr, "minigo: internal error: %s:%d: ", file, line);
  va_list args;
  va_start(args, format);
  std::vfprintf(stderr, format, args);
  va_end(args);
  std::fputc('\n', stderr);
  std::abort();
}

}  // namespace minigo
