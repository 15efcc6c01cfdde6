// The system's random bytes.
#include <cerrno>
#include <sys/random.h>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

int64_t Fill(GoSlice b) {
  for (int64_t at = 0; at < b.len;) {
    ssize_t n = getrandom(b.as<char>() + at, b.len - at, 0);
    if (n < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    at += n;
  }
  return 0;
}

}  // namespace

MINIGO_NATIVES(crypto_internal_entropy, Native<&Fill>("fill"))

}  // namespace minigo::stdlib
