// Natives of package runtime/debug.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

int64_t SetGcPercent(M* m, int64_t percent) {
  return m->rt->heap.SetGcPercent(static_cast<int>(std::min<int64_t>(percent, INT32_MAX)));
}
int64_t SetMemoryLimit(M* m, int64_t limit) { return m->rt->heap.SetMemoryLimit(limit); }

}  // namespace

MINIGO_NATIVES(runtime_debug, Native<&SetGcPercent>("setGCPercent"),
               Native<&SetMemoryLimit>("setMemoryLimit"))

}  // namespace minigo::stdlib
