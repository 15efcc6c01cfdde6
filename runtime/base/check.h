// Checks of minigo's own invariants. A failed check is a bug in minigo, never in the user's program:
// it prints what failed and where, and aborts.
#pragma once

#include <cstddef>

namespace minigo {

[[noreturn, gnu::cold]] void CheckFailed(const char* file, int line, const char* what);

// Formats like printf, then fails as CheckFailed does.
[[noreturn, gnu::cold, gnu::format(printf, 3, 4)]] void Fail(const char* file, int line,
                                                            const char* format, ...);

}  // namespace minigo

// Always on.
#define MINIGO_CHECK(cond) \
  (__builtin_expect(!(cond), 0) ? ::minigo::CheckFailed(__FILE__, __LINE__, #cond) : (void)0)

// On in debug and sanitizer builds only (MINIGO_DEBUG_CHECKS).
#ifdef MINIGO_DEBUG_CHECKS
#define MINIGO_DCHECK(cond) MINIGO_CHECK(cond)
#else
#define MINIGO_DCHECK(cond) ((void)0)
#endif

#define MINIGO_FAIL(...) ::minigo::Fail(__FILE__, __LINE__, __VA_ARGS__)
#define MINIGO_UNREACHABLE() ::minigo::CheckFailed(__FILE__, __LINE__, "unreachable")
